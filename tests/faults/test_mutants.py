"""Breaks the program on purpose, one place at a time, and expects the tests to notice.

Each mutant is a promise (anchors, log, undo, search, checks, verdicts) with the defect that would break it. A mutant
that survives is a test that cannot fail. Run by ``make faults``; each runs in a copy of the tree.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Mutant:
    """In ``file`` the words ``was`` become ``now``; one of ``tests`` has to fail."""

    name: str
    file: str
    was: str
    now: str
    tests: str


MUTANTS = [
    Mutant(
        "words of two layers linked as one",
        "workbench/desk/standing.py",
        "if one.start <= start and end <= one.end), None)",
        "if one.start <= start), None)",
        "tests/desk/test_recognition.py",
    ),
    Mutant(
        "OCR over a page that a passage stands in",
        "workbench/desk/recognition.py",
        "free = [page for page in todo if page.number not in held]",
        "free = list(todo)",
        "tests/desk/test_recognition.py",
    ),
    Mutant(
        "a merge that leaves the OCR layer behind",
        "workbench/store/incoming.py",
        "if shown.take(connection, row)}",
        "if False and shown.take(connection, row)}",
        "tests/desk/test_recognition.py",
    ),
    Mutant(
        "a page of a colleague taken without its hash",
        "workbench/store/shown.py",
        " or sha(text) != sha256",
        "",
        "tests/desk/test_recognition.py",
    ),
    Mutant(
        "letters of Arabic words laid from left to right",
        "workbench/readers/recognised.py",
        "if reads_leftward(letters) != (turn in (2, 3)):",
        "if turn in (2, 3):",
        "tests/readers/test_recognising.py",
    ),
    Mutant(
        "a time that leads to the next cue",
        "workbench/readers/times.py",
        "found = bisect_right(places, moment, key=begins) - 1",
        "found = bisect_right(places, moment, key=begins)",
        "tests/readers/test_times.py",
    ),
    Mutant(
        "a damaged film believed",
        "workbench/readers/recording.py",
        "known = seconds is not None and 0 < seconds <= _LONGEST",
        "known = seconds is not None",
        "tests/readers/test_recordings.py",
    ),
    Mutant(
        "a link moved by reading the page whole",
        "workbench/desk/rereading.py",
        "if not _why_not(project, before):",
        "if True:",
        "tests/desk/test_rereading.py",
    ),
    Mutant(
        "an archive counted as an origin",
        "workbench/desk/findings.py",
        " and views[at].mime not in HOLDERS",
        "",
        "tests/desk/test_enclosures.py",
    ),
    Mutant(
        "an attachment without what held it",
        "workbench/desk/documents.py",
        "derived_from_id=out_of.id if out_of else None",
        "derived_from_id=None",
        "tests/desk/test_enclosures.py",
    ),
    Mutant(
        "logos come along as evidence",
        "workbench/readers/mail_parts.py",
        "What.PICTURE if _is_shown(part) else What.ATTACHMENT",
        "What.ATTACHMENT",
        "tests/readers/test_mail.py",
    ),
    Mutant(
        "bombs in archives unpacked to the end",
        "workbench/readers/archive.py",
        "while size <= LARGEST and (piece",
        "while (piece",
        "tests/readers/test_web_archives.py",
    ),
    Mutant(
        "altered captures believed",
        "workbench/readers/archive.py",
        "checker.passed is False",
        "False",
        "tests/readers/test_web_archives.py",
    ),
    Mutant(
        "cut archives not told",
        "workbench/readers/archive.py",
        "                warnings.append(CUT_SHORT)",
        "                pass",
        "tests/readers/test_web_archives.py",
    ),
    Mutant(
        "folders kept in names of attachments",
        "workbench/readers/mail.py",
        'return re.split(r"[/\\\\]", name)[-1]',
        "return name",
        "tests/readers/test_mail.py",
    ),
    Mutant(
        "lists from a reader believed",
        "workbench/readers/enclosed_protocol.py",
        'if given["number"] != number:',
        "if False:",
        "tests/readers/test_taking_out.py",
    ),
    Mutant(
        "beacons not told",
        "workbench/readers/elsewhere.py",
        "if not count:",
        "if True:",
        "tests/readers/test_saved_whole.py",
    ),
    Mutant(
        "what the full disk refused is forgotten",
        "workbench/ui/panels/inspector.py",
        "if lost and again is not None:",
        "if False and again is not None:",
        "tests/ui/test_trouble.py",
    ),
    Mutant(
        "called saved though it is not",
        "workbench/ui/panels/project_view.py",
        "self.status.show_kept(kept=False)",
        "None",
        "tests/ui/test_trouble.py",
    ),
    Mutant(
        "a window that cannot save leaves without a word",
        "workbench/ui/window.py",
        "not self.opener.close(anyway=False)",
        "not self.opener.close()",
        "tests/ui/test_trouble.py",
    ),
    Mutant(
        "a claim shown in another article's text",
        "workbench/ui/panels/project_view.py",
        "self.reader.article.show_article(wanted)",
        "pass",
        "tests/ui/test_several_articles.py",
    ),
    Mutant(
        "no bar by a selection side by side",
        "workbench/ui/pages/selection_bar.py",
        "for length in Length:",
        "for length in (Length.WHOLE,):",
        "tests/ui/test_side_by_side.py",
    ),
    Mutant(
        "settings left to the collector",
        "workbench/ui/settings.py",
        "QSettings.Format.IniFormat, owner)",
        "QSettings.Format.IniFormat)",
        "tests/ui/test_owned.py",
    ),
    Mutant(
        "the split button stays pressed in vain",
        "workbench/ui/panels/reader.py",
        "self.tabs.split_button.setChecked(self._split)",
        "pass",
        "tests/ui/test_split.py",
    ),
    Mutant(
        "borders too faint",
        "workbench/ui/theme.py",
        'border="#848C96"',
        'border="#98A0AA"',
        "tests/ui/test_theme.py",
    ),
    # the library
    Mutant(
        "what has no date comes first where the order is turned",
        "workbench/desk/library.py",
        'return [row for _, row in full] + [row for found, row in has if found == ""]',
        'return [row for found, row in has if found == ""] + [row for _, row in full]',
        "tests/desk/test_library.py",
    ),
    Mutant(
        "a facet's other values count nothing once one is ticked",
        "workbench/desk/library.py",
        "elif len(missed) == 1:",
        "elif len(missed) == 0:",
        "tests/desk/test_library.py",
    ),
    Mutant(
        "a document comes from what came from it",
        "workbench/desk/cataloguing.py",
        "            if at == ident:",
        "            if origin == ident:",
        "tests/desk/test_library.py",
    ),
    Mutant(
        "the same text twice is not pointed out",
        "workbench/desk/library.py",
        "for other in alike if other != number",
        "for other in alike[:0] if other != number",
        "tests/desk/test_library.py",
    ),
    # revisions
    Mutant(
        "a verdict on other words counts",
        "workbench/desk/since.py",
        "return Since.JUDGED_BEFORE if judged and judged != here.exact else None",
        "return None",
        "tests/desk/test_touched.py",
    ),
    Mutant(
        "what was reworded stays green",
        "workbench/ui/marks.py",
        "POLARITY_STYLE[one.settled.polarity] if one.settled else",
        "POLARITY_STYLE[one.verdict.polarity] if one.verdict else",
        "tests/journeys/test_j3.py",
    ),
    Mutant(
        "a settled claim stays settled on other words",
        "workbench/desk/revising.py",
        "if one.state not in _STANDING and row.status is WorkStatus.SETTLED:",
        "if False:",
        "tests/desk/test_touched.py",
    ),
    Mutant(
        "a place that changed is not shown",
        "workbench/ui/workspace.py",
        "return claims.of_occurrence(self.project, one.id)",
        'return ""',
        "tests/journeys/test_j3.py",
    ),
    Mutant(
        "F8 passes over what was touched",
        "workbench/ui/panels/project_view.py",
        'self.asked.emit("project.revision")\n            return',
        "pass",
        "tests/journeys/test_j3.py",
    ),
    # anchors
    Mutant(
        "claim one letter late",
        "workbench/desk/claims.py",
        "start=quote.start,\n        end=quote.end,",
        "start=quote.start + 1,\n        end=quote.end,",
        "tests/desk/test_claims.py",
    ),
    Mutant(
        "white space kept",
        "workbench/desk/claims.py",
        "start, end = trim(version.text, start, end)\n    claim = model.Claim(",
        "claim = model.Claim(",
        "tests/desk/test_claims.py",
    ),
    Mutant(
        "one of two verdicts stands though nobody decided",
        "workbench/desk/verdicts.py",
        'stands = "" if undecided else claim.verdict_id',
        "stands = claim.verdict_id",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "one of two verdicts is shown in the list",
        "workbench/desk/judged.py",
        " WHERE c.id NOT IN ({UNDECIDED})",
        " WHERE c.id NOT IN ({UNDECIDED} AND 0)",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "what a merge left to decide is no finding",
        "workbench/desk/findings.py",
        "if settling.waiting(project) else {}",
        "if not settling.waiting(project) else {}",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "page offset forgotten",
        "workbench/desk/evidence.py",
        "return start + shift, end + shift",
        "return start, end",
        "tests/desk/test_evidence.py",
    ),
    Mutant(
        "part of a picture not cut to it",
        "workbench/desk/evidence.py",
        "min(int(page.height), math.ceil(region.y1))",
        "math.ceil(region.y1)",
        "tests/desk/test_evidence.py",
    ),
    Mutant(
        "a text in use is read again",
        "workbench/desk/rereading.py",
        "    if why:\n",
        "    if not why:\n",
        "tests/desk/test_rereading.py",
    ),
    Mutant(
        "dropped claims in the list of all",
        "workbench/desk/claims.py",
        "(WorkStatus.DROPPED.value, dropped, *_limits(only))",
        "(WorkStatus.DROPPED.value, True, *_limits(only))",
        "tests/desk/test_claims.py",
    ),
    Mutant(
        "ambiguous quote takes the first",
        "workbench/desk/evidence.py",
        "if nth is None and len(found) > 1:",
        "if False:",
        "tests/desk/test_evidence.py",
    ),
    Mutant(
        "fold map off by one",
        "workbench/anchors/fold.py",
        "        origins.extend([at] * len(folded))",
        "        origins.extend([at + 1] * len(folded))",
        "tests/desk/test_search.py",
    ),
    # log
    Mutant(
        "time not hashed",
        "workbench/store/log.py",
        "sorted(parents), time, kind,",
        "sorted(parents), 0, kind,",
        "tests/store/test_log.py",
    ),
    Mutant(
        "label not hashed",
        "workbench/store/log.py",
        "kind, label, target, list(ops)]",
        "kind, target, list(ops)]",
        "tests/store/test_log.py",
    ),
    Mutant("salt not hashed", "workbench/store/log.py", '"salt": self.salt,', '"salt": "",', "tests/store/test_log.py"),
    Mutant(
        "prev forgotten",
        "workbench/store/capture.py",
        "Op(noun, noun_id, values, prev,",
        "Op(noun, noun_id, values, {},",
        "tests/store/test_log.py",
    ),
    Mutant(
        "bulk writes let through",
        "workbench/store/capture.py",
        "if state.is_insert or state.is_update or state.is_delete:",
        "if False:",
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "whole row logged on edit",
        "workbench/store/capture.py",
        "if state.attrs[name].history.has_changes()",
        "if True",
        "tests/store/test_log.py",
    ),
    Mutant(
        "deletion blind to unseen edits",
        "workbench/store/log.py",
        "return any(self._saw_all(self.deletions[op]) for op in standing)",
        "return bool(standing)",
        "tests/store/test_log.py",
    ),
    Mutant(
        "tables not compared",
        "workbench/store/verify.py",
        "whole.rows[noun] != _rows(connection, noun)",
        "False",
        "tests/store/test_log.py",
    ),
    Mutant(
        "heads not checked",
        "workbench/store/verify.py",
        "(sorted(known - named) != heads(connection))",
        "0",
        "tests/store/test_log.py",
    ),
    # undo
    Mutant(
        "undo overwrites others",
        "workbench/store/undo.py",
        "now.meaning(now.prev[name], name) != now.meant(op.id, name)",
        "False",
        "tests/store/test_log.py",
    ),
    Mutant(
        "undo of a making overwrites others",
        "workbench/store/undo.py",
        "if now.as_seen(dict.fromkeys(op.values, (op.id,))) else None",
        "if now else None",
        "tests/store/test_log.py",
    ),
    Mutant(
        "redo kept after a new step",
        "workbench/store/undo.py",
        "        if change.target is None:\n            return None",
        "        if change.target is None:\n            continue",
        "tests/store/test_log.py",
    ),
    Mutant(
        "making the project can be undone",
        "workbench/store/undo.py",
        'case "do":',
        'case "do" | "fixed":',
        "tests/store/test_log.py",
    ),
    Mutant(
        "index not told of undo",
        "workbench/store/project.py",
        "index.refresh(connection, touched)\n        return",
        "return",
        "tests/desk/test_search.py",
    ),
    # file
    Mutant(
        "power loss",
        "workbench/store/database.py",
        '"PRAGMA synchronous = EXTRA"',
        '"PRAGMA synchronous = FULL"',
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "foreign schema believed",
        "workbench/store/known.py",
        "elif schema.fingerprint(Snapshot(connection)) != schema.expected():",
        "elif False:",
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "newer file believed",
        "workbench/store/project.py",
        "if version > schema.SCHEMA_VERSION and not read_only:",
        "if False:",
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "newer file that lacks what we need read",
        "workbench/store/known.py",
        "if not _holds_ours(connection):",
        "if False:",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "newer file shared",
        "workbench/desk/share.py",
        "    if project.newer:",
        "    if False:",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "newer words dropped from a copy",
        "workbench/desk/backups.py",
        "whole = whole or project.newer",
        "whole = whole",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "migration not checked",
        "workbench/store/migrate.py",
        "if not same or not verify.sound(connection):",
        "if not same:",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "migration of an altered file",
        "workbench/store/migrate.py",
        "if schema.fingerprint(connection) != MIGRATIONS[version].was:",
        "if False:",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "steps lost in a migration",
        "workbench/store/migrate.py",
        "and heads(connection) == before",
        "",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "migration without a copy",
        "workbench/store/migrate.py",
        "    kept = backups.keep(path, backups.home(ident), head=head, at=datetime.now(UTC), whole=True)",
        "    kept = backups.keep(path, backups.home(ident), head=head, at=datetime.now(UTC))",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "torn table not noticed on opening",
        "workbench/store/known.py",
        'if found != ["ok"]:',
        "if False:",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "indexes not looked through",
        "workbench/store/verify.py",
        "PRAGMA integrity_check(5)",
        "PRAGMA quick_check(5)",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "what changed stays green",
        "workbench/desk/revising.py",
        "            state = one.state\n",
        "            state = AnchorState.EXACT\n",
        "tests/desk/test_revising.py",
    ),
    Mutant(
        "what waits for a person is forgotten at the next version",
        "workbench/desk/revising.py",
        "if state in _STANDING and place.anchor_state is not AnchorState.EXACT:",
        "if False:",
        "tests/desk/test_revising.py",
    ),
    Mutant(
        "the deleted is found until its rows are taken out",
        "workbench/store/looking.py",
        " AND rowid >> 12 NOT IN (SELECT n FROM search_run WHERE gone)",
        "",
        "tests/desk/test_indexing.py",
    ),
    Mutant(
        "a long text is indexed to its first batch only",
        "workbench/store/index.py",
        "if some and some[-1] != text.cuts[-1]:",
        "if False:",
        "tests/desk/test_indexing.py",
    ),
    Mutant(
        "a run goes on into the next",
        "workbench/store/index.py",
        "if self._run != key or self._next & LAST == LAST:",
        "if self._run != key:",
        "tests/desk/test_indexing.py",
    ),
    Mutant(
        "an index made by other rules is taken for a good one",
        "workbench/store/index.py",
        "return Left(waiting, made_by(connection) != VERSION, gone)",
        "return Left(waiting, False, gone)",
        "tests/desk/test_indexing.py",
    ),
    Mutant(
        "a search finds the record of itself",
        "workbench/desk/search.py",
        'if "search" not in filters.kinds and not filters.document:',
        "if False:",
        "tests/desk/test_searched.py",
    ),
    Mutant(
        "a table of names holds formulas",
        "workbench/exchange/names_table.py",
        'if text.lstrip(" ").startswith(_FORMULA) else text',
        "if False else text",
        "tests/desk/test_searched.py",
    ),
    Mutant(
        "what was searched is not kept with its custody",
        "workbench/desk/searched.py",
        'action="searched",',
        'action="added",',
        "tests/desk/test_searched.py",
    ),
    Mutant(
        "nobody can give a search up",
        "workbench/store/reading.py",
        "lambda: int(stop())",
        "lambda: 0",
        "tests/desk/test_indexing.py",
    ),
    Mutant(
        "the search finds what was cut",
        "workbench/desk/search.py",
        "*_older(snapshot)",
        "",
        "tests/desk/test_revising.py",
    ),
    Mutant(
        "work of others overwritten",
        "workbench/store/away.py",
        "return not self._untouched() and self.path.exists() and not _holds(self.file, _heads(self.path))",
        "return False",
        "tests/store/test_away.py",
    ),
    Mutant(
        "who comes while it is put back overwritten",
        "workbench/store/away.py",
        "if not first and self.theirs():",
        "if False:",
        "tests/store/test_away.py",
    ),
    Mutant(
        "torn copy worked on",
        "workbench/store/away.py",
        " or not _is_whole(draft)",
        "",
        "tests/store/test_away.py",
    ),
    Mutant(
        "put back without comparing",
        "workbench/store/away.py",
        "if _digest(draft, skip=_HEAD) != _digest(file, skip=_HEAD):",
        "if False:",
        "tests/store/test_away.py",
    ),
    Mutant(
        "work not put back thrown away",
        "workbench/store/away.py",
        "if self.file.exists() and self.unpublished():",
        "if False:",
        "tests/store/test_away.py",
    ),
    Mutant(
        "a copy in which a program died not put right",
        "workbench/store/away.py",
        "    opening.take_back(file)\n",
        "",
        "tests/store/test_away.py",
    ),
    Mutant(
        "leftovers of dead programs stay",
        "workbench/store/opening.py",
        "    _clear_away(lock.project)\n",
        "",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "any file taken for a conflicted copy",
        "workbench/desk/publishing.py",
        "if ident and _ident(path) == ident",
        "if True",
        "tests/store/test_away.py",
    ),
    Mutant(
        "any bytes of evidence believed",
        "workbench/store/hash_worker.py",
        "digest.hexdigest() == sha256",
        "True",
        "tests/desk/test_soundness.py",
    ),
    Mutant(
        "missing evidence not noticed",
        "workbench/desk/soundness.py",
        "not sound.get(sha256, False)",
        "not sound.get(sha256, True)",
        "tests/desk/test_soundness.py",
    ),
    Mutant(
        "lost end of the log not noticed on opening",
        "workbench/store/known.py",
        "if lost[0] or last[0]:",
        "if False:",
        "tests/store/test_migrations.py",
    ),
    Mutant(
        "lock ignored",
        "workbench/store/opening.py",
        "lock.take(who=who, since=now(), take_over=take_over)",
        "pass",
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "hash of kept bytes not checked",
        "workbench/store/project.py",
        "if blobs.digest(blobs.written(connection, blob)) != sha256:",
        "if False:",
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "listeners told before commit",
        "workbench/store/project.py",
        "            session.commit()\n        if ops:",
        "            self._announce(Step(label, kind, ()), commit)\n            session.commit()\n        if False:",
        "tests/store/test_project_file.py",
    ),
    Mutant(
        "new project not settled on the disk",
        "workbench/store/publish.py",
        "    settle(path.parent)\n",
        "    pass\n",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "kept but told lost",
        "workbench/store/project.py",
        "if commit.id is None or not self._holds(commit.id):",
        "if True:",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "replaced file written to",
        "workbench/store/project.py",
        "if not self._standing.still():",
        "if False:",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "system's lock ignored",
        "workbench/store/lock.py",
        "if locked is False:",
        "if False:",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "living holder elsewhere robbed",
        "workbench/store/lock.py",
        "if (away and not take_over) or (",
        "if (",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "room not looked for",
        "workbench/store/trouble.py",
        "if free < size + ROOM_TO_WORK:",
        "if False:",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "names in the history not checked",
        "workbench/store/verify.py",
        "+ _misnamed(connection)",
        "",
        "tests/store/test_surviving.py",
    ),
    Mutant(
        "copies never thinned",
        "workbench/store/backups.py",
        "        one.path.unlink(missing_ok=True)\n\n\ndef _last",
        "        pass\n\n\ndef _last",
        "tests/desk/test_backups.py",
    ),
    Mutant(
        "bytes from the present project believed",
        "workbench/store/backups.py",
        "(row[0],))) != sha:",
        "(row[0],))) == 0:",
        "tests/desk/test_backups.py",
    ),
    Mutant(
        "a compacted project not checked",
        "workbench/store/compact.py",
        "if not state[2] or _state(draft) != state:",
        "if False:",
        "tests/desk/test_backups.py",
    ),
    # desk
    Mutant(
        "codes given twice",
        "workbench/desk/codes.py",
        "return _last(asks, noun) + 1",
        "return 1",
        "tests/desk/test_claims.py",
    ),
    Mutant(
        "any label goes",
        "workbench/desk/verdicts.py",
        "        if chosen is None:",
        "        if False:",
        "tests/desk/test_verdicts.py",
    ),
    Mutant(
        "opinions rated",
        "workbench/desk/verdicts.py",
        "if rated and claim.checkability in",
        "if False and claim in",
        "tests/desk/test_verdicts.py",
    ),
    Mutant(
        "oldest verdict shown",
        "workbench/desk/verdicts.py",
        "stands=row.id == stands)",
        "stands=row.id != stands)",
        "tests/desk/test_verdicts.py",
    ),
    Mutant(
        "same bytes held twice",
        "workbench/desk/documents.py",
        "if known is not None:\n        if out_of",
        "if False:\n        if out_of",
        "tests/desk/test_evidence.py",
    ),
    Mutant(
        "passage goes with the first link",
        "workbench/desk/evidence.py",
        "if others is None and passage is not None:",
        "if passage is not None:",
        "tests/desk/test_evidence.py",
    ),
    # checks
    Mutant(
        "rating without evidence",
        "workbench/checks/verdicts.py",
        "not weight.accepted(claim.links)",
        "False",
        "tests/checks/test_rules.py",
    ),
    Mutant(
        "one source is two",
        "workbench/checks/verdicts.py",
        "weight.origins([one.document for one in links]) < _MIN_INDEPENDENT",
        "len(links) < _MIN_INDEPENDENT",
        "tests/checks",
    ),
    Mutant(
        "contradiction waved through",
        "workbench/checks/verdicts.py",
        "if not one.resolution.strip()]",
        "if False]",
        "tests/checks",
    ),
    Mutant("numbers never clash", "workbench/checks/numbers.py", "> tolerance:", "> 1000:", "tests/checks"),
    Mutant("any number clashes", "workbench/checks/numbers.py", "> tolerance:", ">= 0:", "tests/checks"),
    Mutant(
        "another time passes", "workbench/checks/dates.py", "overlap(here, there) is False", "False", "tests/checks"
    ),
    Mutant(
        "altered quote passes",
        "workbench/checks/quotes.py",
        "if any(_in_order(one.exact, parts) for one in passages):",
        "if True:",
        "tests/checks",
    ),
    Mutant(
        "unnamed source needs no approval",
        "workbench/checks/sources.py",
        "if source.anonymity is not Anonymity.NONE and not source.approved_by.strip():",
        "if False:",
        "tests/checks",
    ),
    Mutant("waiver never lapses", "workbench/checks/finding.py", "{digest[:16]}", "x", "tests/checks"),
    Mutant(
        "block can be waived",
        "workbench/checks/registry.py",
        'waived = "" if rule.severity is Severity.BLOCK else',
        "waived =",
        "tests/checks",
    ),
    # sharing
    Mutant(
        "notes leave with the public copy",
        "workbench/desk/leaving.py",
        "if name in values and not parts & without",
        "if name in values",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "off the record leaves",
        "workbench/desk/leaving.py",
        'if values["attribution"] == Attribution.OFF_THE_RECORD:',
        "if False:",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "what derives from a confidential document leaves",
        "workbench/desk/leaving.py",
        'and v["derived_from_id"] in made.staying]',
        "and False]",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "files of protected sources leave",
        "workbench/desk/leaving.py",
        "made.protected.add(ident)",
        "continue",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "view state copied",
        "workbench/store/redact.py",
        "    _copy_ops(source, target, heads, leaves)\n",
        "    _copy_ops(source, target, heads, leaves)\n"
        '    for row in source.exec_driver_sql("SELECT key, value FROM view_state"):\n'
        '        target.exec_driver_sql("INSERT INTO view_state VALUES (?, ?)", tuple(row))\n',
        "tests/desk/test_share.py",
    ),
    Mutant(
        "bytes of every file kept",
        "workbench/store/redact.py",
        "sorted(leaves.files)",
        'source.exec_driver_sql("SELECT sha256 FROM blob").scalars().all()',
        "tests/desk/test_share.py",
    ),
    Mutant(
        "names of actors kept",
        "workbench/store/redact.py",
        '(person_id, name) if names else ("", "")',
        "(person_id, name)",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "a page left free",
        "workbench/store/redact.py",
        "    index.refresh(target,",
        '    target.exec_driver_sql("CREATE TABLE scrap (x)")\n'
        '    target.exec_driver_sql("DROP TABLE scrap")\n'
        "    index.refresh(target,",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "words written over leave",
        "workbench/store/redact.py",
        "and op.id in heads.get(name, {})",
        "",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "salt of a part kept",
        "workbench/store/redact.py",
        'kept, prev, "", op.inverse_of',
        "kept, prev, op.salt, op.inverse_of",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "what a file says of itself leaves",
        "workbench/store/redact.py",
        "if not metadata:",
        "if False:",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "index remembers everything",
        "workbench/store/redact.py",
        "    index.refresh(target,",
        "    for row in source.exec_driver_sql(\"SELECT n + 2048, body FROM search_row WHERE body <> ''\"):\n"
        '        target.exec_driver_sql("INSERT INTO search (rowid, body) VALUES (?, ?)", tuple(row))\n'
        "    index.refresh(target,",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "packed operations not searched",
        "workbench/store/traces.py",
        'yield b"\\x00" + _unpacked(value)',
        'yield b""',
        "tests/desk/test_share.py",
    ),
    Mutant(
        "bytes of the copy not searched",
        "workbench/desk/share.py",
        "if found or traces.free_pages(place):",
        "if False:",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "dry run says all leaves",
        "workbench/desk/share_listing.py",
        'plan.staying.get(ident, "")), gone',
        'plan.staying.get(ident, "")), True',
        "tests/desk/test_share.py",
    ),
    Mutant(
        "undo of what came in part",
        "workbench/store/undo.py",
        "    _must_be_whole(connection, change)\n",
        "",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "parts of nothing believed",
        "workbench/store/verify.py",
        "wrong += _misplaced_parts(connection)",
        "wrong += 0",
        "tests/desk/test_share.py",
    ),
    Mutant(
        "names of the vault leave",
        "workbench/desk/share.py",
        "if ready.preview.refused:",
        "if False:",
        "tests/desk/test_vault.py",
    ),
    Mutant(
        "a codename that is the name",
        "workbench/desk/vault.py",
        "if shown & set(fold(name).text.split()):",
        "if False:",
        "tests/desk/test_vault.py",
    ),
    # merging
    Mutant(
        "undoing a keep deletes",
        "workbench/store/undo.py",
        "elif unseen:",
        "elif not unseen:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "undoing a decision forgets a side",
        "workbench/store/undo.py",
        "if any(canonical(other[name]) != canonical(values[name]) for name in names):",
        "if False:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "the last to arrive wins",
        "workbench/store/log.py",
        "for seen in op.prev.get(name, ()):\n                register.pop(seen, None)",
        "register.clear()",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "conflicts are not told",
        "workbench/store/conflicts.py",
        "if (noun, name) in ASK and differing(registers, name):",
        "if False:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "a deletion unseen is not told",
        "workbench/store/conflicts.py",
        "if registers.deleted_by:",
        "if False:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "what is needed stays deleted",
        "workbench/store/replay.py",
        "if not before and not _dangling(connection, touched):",
        "if touched is not None:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "what was deleted together comes back alone",
        "workbench/store/derived.py",
        "waiting.extend(one for change in graves[key].changes for one in together[change])",
        "waiting.extend(())",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "a code goes to who came later",
        "workbench/store/derived.py",
        "key=lambda one: (one[1], one[0])",
        "key=lambda one: (one[1], [-ord(c) for c in one[0]])",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "a quotation is mixed of two",
        "workbench/store/capture.py",
        "changed |= set(quoted)",
        "changed |= set()",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "quotations typed apart lose one",
        "workbench/store/derived.py",
        "if paragraph not in text:",
        "if False:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "a merge is taken back in part",
        "workbench/store/merge.py",
        '"DELETE FROM log_change WHERE n >= ?", (merged.first,)',
        '"DELETE FROM log_change WHERE n > ?", (merged.first,)',
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "a look merges",
        "workbench/store/incoming.py",
        "                raise _OnlyLooking",
        "                pass",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "no copy before a merge",
        "workbench/desk/sharing.py",
        "backups.make(project, whole=True)",
        "None",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "one file is two documents",
        "workbench/desk/same.py",
        "if first != ident:",
        "if False:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "a wrong clock is shown",
        "workbench/desk/settling.py",
        "from_milliseconds(min(made, latest))",
        "from_milliseconds(made)",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "operations that come are believed",
        "workbench/store/foreign.py",
        "if op.id != ident.hex() or",
        "if",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "steps that come are believed",
        "workbench/store/foreign.py",
        "if again != change.id:",
        "if False:",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "what nobody can have seen is believed",
        "workbench/store/merge.py",
        "if not named <= before:",
        "if False:",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "impossible values are believed",
        "workbench/store/possible.py",
        "or not kinds[field].takes(value):",
        ":",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "quotations that come are believed",
        "workbench/store/incoming.py",
        "if _misplaced(connection, rows):",
        "if False:",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "another schema is believed in merging",
        "workbench/store/foreign.py",
        "!= schema.expected():",
        "is None:",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "other projects are merged",
        "workbench/store/incoming.py",
        "if foreign.project_id() != own or not held & here:",
        "if False:",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "redo reaches into a merge",
        "workbench/store/merge.py",
        "        return None, last\n    aside = Aside(*row)",
        "        return None, 0\n    aside = Aside(*row)",
        "tests/desk/test_sharing.py",
    ),
    Mutant(
        "what refers to nothing is believed",
        "workbench/store/merge.py",
        "if any(there.get(key) != target for key, target in wanted.items()):",
        "if wanted is None:",
        "tests/store/test_merge_refusals.py",
    ),
    Mutant(
        "a cloned writer is believed",
        "workbench/store/merge.py",
        "if len(set(numbers)) < len(numbers):",
        "if not numbers:",
        "tests/store/test_merge_refusals.py",
    ),
    # the window: who acts, sharing, merging, putting back
    Mutant(
        "an act without a name",
        "workbench/store/project.py",
        "if self.names_wanted and not self.read_only and not self._actor.person_name:",
        "if self.names_wanted and self.read_only and not self._actor.person_name:",
        "tests/ui/test_naming.py",
    ),
    Mutant(
        "what waited for the name is forgotten",
        "workbench/ui/naming.py",
        "        for act in waiting:\n            act()",
        "        waiting.clear()",
        "tests/ui/test_naming.py",
    ),
    Mutant(
        "mine and theirs exchanged",
        "workbench/ui/desk_pages/questions.py",
        "own = not side.came and len(mine) == 1",
        "own = side.came and len(mine) == 1",
        "tests/ui/test_merge_pages.py",
    ),
    Mutant(
        "a number judges behind the page",
        "workbench/ui/window.py",
        "(page is not None and page.takes(action.id))",
        "(page is not None and page.work.busy)",
        "tests/ui/test_merge_pages.py",
    ),
    Mutant(
        "a locked vault stays open",
        "workbench/ui/desk_pages/sources_page.py",
        "        self._window.vault = None\n",
        "",
        "tests/ui/test_share_page.py",
    ),
    Mutant(
        "words that a page hides are marked",
        "workbench/ui/verbs/claim.py",
        "view.reader.article.selection() if view.reader.page_in_front is None else None",
        "view.reader.article.selection()",
        "tests/ui/test_verify_page.py",
    ),
    Mutant(
        "changed evidence goes unsaid",
        "workbench/ui/evidence_watch.py",
        "        if not found.wrong:\n            return",
        "        if found.wrong:\n            return",
        "tests/ui/test_ways_in.py",
    ),
    Mutant(
        "a backup of what is only read",
        "workbench/ui/backup_watch.py",
        "        if not view.workspace.project.read_only:\n",
        "        if not self._busy:\n",
        "tests/ui/test_backups_page.py",
    ),
    Mutant(
        "closing does not put the work back",
        "workbench/ui/publish_watch.py",
        "        try:\n            publishing.publish(project)\n        finally:\n            project.close()",
        "        project.close()",
        "tests/ui/test_put_back.py",
    ),
    Mutant(
        "a restored verdict loses its reasons",
        "workbench/ui/desk_pages/history_page.py",
        "                rationale=one.rationale,\n",
        "",
        "tests/ui/test_history_page.py",
    ),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which anything may be broken."""
    folder = tmp_path_factory.mktemp("tree")
    for name in ("workbench", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("resources", "seeds"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def run(folder: Path, tests: str) -> int:
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider", tests]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, timeout=600, check=False
    ).returncode


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mutant_is_caught(copy: Path, mutant: Mutant) -> None:
    file = copy / mutant.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(mutant.was) >= 1, "the mutant no longer fits the code: mend it"
    file.write_text(whole.replace(mutant.was, mutant.now, 1), encoding="utf-8")
    try:
        assert run(copy, mutant.tests) == 1, "no test noticed"
    finally:
        file.write_text(whole, encoding="utf-8")


@pytest.mark.parametrize("tests", sorted({mutant.tests for mutant in MUTANTS}))
def test_unbroken_code_passes(copy: Path, tests: str) -> None:
    assert run(copy, tests) == 0
