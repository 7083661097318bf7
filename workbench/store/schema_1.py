"""The tables of the nouns in file version 1, as text, kept for ever: what libraries make of the model may change.

A change of the model is a new version with a migration, never an edit here.
"""

NOUNS = (
    """
    CREATE TABLE article (id VARCHAR NOT NULL, number INTEGER NOT NULL, title VARCHAR NOT NULL, byline VARCHAR NOT
    NULL, outlet VARCHAR NOT NULL, url VARCHAR NOT NULL, published VARCHAR NOT NULL, language VARCHAR NOT NULL,
    PRIMARY KEY (id))
    """,
    """
    CREATE TABLE file_blob (id VARCHAR NOT NULL, sha256 VARCHAR NOT NULL, size INTEGER NOT NULL, mime VARCHAR NOT
    NULL, original_name VARCHAR NOT NULL, evidentiary BOOLEAN NOT NULL, PRIMARY KEY (id))
    """,
    """
    CREATE INDEX ix_file_blob_sha256 ON file_blob (sha256)
    """,
    """
    CREATE TABLE independence_group (id VARCHAR NOT NULL, label VARCHAR NOT NULL, reason VARCHAR NOT NULL, PRIMARY
    KEY (id))
    """,
    """
    CREATE TABLE person (id VARCHAR NOT NULL, name VARCHAR NOT NULL, initials VARCHAR NOT NULL, role VARCHAR NOT
    NULL, PRIMARY KEY (id), CONSTRAINT ck_person_role CHECK (role IN ('author', 'checker',
    'second_reader', 'editor', 'legal', 'viewer')))
    """,
    """
    CREATE TABLE project (id VARCHAR NOT NULL, title VARCHAR NOT NULL, workflow VARCHAR NOT NULL, scale_key VARCHAR
    NOT NULL, scale_version INTEGER NOT NULL, language VARCHAR NOT NULL, rate_as_of VARCHAR NOT NULL, is_example
    BOOLEAN NOT NULL, notice VARCHAR NOT NULL, created_at VARCHAR NOT NULL, PRIMARY KEY (id), CONSTRAINT
    ck_project_workflow CHECK (workflow IN ('prepublication', 'claimcheck')), CONSTRAINT ck_project_rate_as_of CHECK
    (rate_as_of IN ('claim_date', 'check_date')))
    """,
    """
    CREATE TABLE scale (id VARCHAR NOT NULL, "key" VARCHAR NOT NULL, version INTEGER NOT NULL, name VARCHAR NOT
    NULL, org VARCHAR NOT NULL, decision VARCHAR NOT NULL, worst INTEGER, best INTEGER, labels TEXT NOT NULL,
    PRIMARY KEY (id))
    """,
    """
    CREATE TABLE article_version (id VARCHAR NOT NULL, article_id VARCHAR NOT NULL, seq INTEGER NOT NULL, text
    VARCHAR NOT NULL, blocks TEXT NOT NULL, sha256 VARCHAR NOT NULL, received_at VARCHAR NOT NULL, received_from
    VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(article_id) REFERENCES article (id) DEFERRABLE INITIALLY
    DEFERRED)
    """,
    """
    CREATE INDEX ix_article_version_article_id ON article_version (article_id)
    """,
    """
    CREATE TABLE source (id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL, aliases TEXT NOT NULL,
    description VARCHAR NOT NULL, interests VARCHAR NOT NULL, attribution VARCHAR NOT NULL, agreed_terms VARCHAR NOT
    NULL, anonymity VARCHAR NOT NULL, reliability VARCHAR NOT NULL, part_of_id VARCHAR, approved_by VARCHAR NOT
    NULL, group_id VARCHAR, PRIMARY KEY (id), FOREIGN KEY(part_of_id) REFERENCES source (id) DEFERRABLE INITIALLY
    DEFERRED, FOREIGN KEY(group_id) REFERENCES independence_group (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT
    ck_source_kind CHECK (kind IN ('person', 'organisation', 'publication', 'official', 'dataset', 'other')),
    CONSTRAINT ck_source_attribution CHECK (attribution IN ('on_the_record', 'background', 'deep_background',
    'off_the_record')), CONSTRAINT ck_source_anonymity CHECK (anonymity IN ('none', 'unnamed', 'codenamed')))
    """,
    """
    CREATE TABLE claim (id VARCHAR NOT NULL, number INTEGER NOT NULL, article_id VARCHAR NOT NULL, statement VARCHAR
    NOT NULL, kind VARCHAR NOT NULL, types TEXT NOT NULL, claimant VARCHAR NOT NULL, claimant_source_id VARCHAR,
    claim_date VARCHAR NOT NULL, place VARCHAR NOT NULL, pair_id VARCHAR, parent_id VARCHAR, priority INTEGER NOT
    NULL, risks TEXT NOT NULL, checkability VARCHAR NOT NULL, status VARCHAR NOT NULL, assignee VARCHAR NOT NULL,
    due VARCHAR NOT NULL, note VARCHAR NOT NULL, verdict_id VARCHAR NOT NULL, created_by VARCHAR NOT NULL, created_at
    VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(article_id) REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(claimant_source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(pair_id)
    REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(parent_id) REFERENCES claim (id) DEFERRABLE
    INITIALLY DEFERRED, CONSTRAINT ck_claim_kind CHECK (kind IN ('attribution', 'content', 'implied', 'visual')),
    CONSTRAINT
    ck_claim_checkability CHECK (checkability IN ('checkable', 'opinion', 'prediction', 'not_checkable')),
    CONSTRAINT ck_claim_status CHECK (status IN ('open', 'in_check', 'in_review', 'settled', 'parked', 'dropped')))
    """,
    """
    CREATE INDEX ix_claim_article_id ON claim (article_id)
    """,
    """
    CREATE TABLE document (id VARCHAR NOT NULL, number INTEGER NOT NULL, title VARCHAR NOT NULL, kind VARCHAR NOT
    NULL, author VARCHAR NOT NULL, publisher VARCHAR NOT NULL, date VARCHAR NOT NULL, language VARCHAR NOT NULL,
    medium VARCHAR NOT NULL, capture_state VARCHAR NOT NULL, blob_id VARCHAR, url VARCHAR NOT NULL, archive_url
    VARCHAR NOT NULL, captured_at VARCHAR NOT NULL, captured_by VARCHAR NOT NULL, captured_how VARCHAR NOT NULL,
    tier VARCHAR, derived_from_id VARCHAR, derives_from_article BOOLEAN NOT NULL, source_id VARCHAR, group_id
    VARCHAR, confidentiality VARCHAR NOT NULL, quotation VARCHAR NOT NULL, quoted BOOLEAN NOT NULL, problem VARCHAR
    NOT NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(blob_id) REFERENCES file_blob (id) DEFERRABLE
    INITIALLY DEFERRED, FOREIGN KEY(derived_from_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN
    KEY(source_id) REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(group_id) REFERENCES
    independence_group (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT ck_document_kind CHECK (kind IN ('pdf',
    'html', 'docx', 'text', 'markdown', 'image', 'transcript', 'message', 'citation', 'other')), CONSTRAINT
    ck_document_capture_state CHECK (capture_state IN ('citation_only', 'captured', 'archived')), CONSTRAINT
    ck_document_tier CHECK (tier IN ('primary', 'secondary', 'tertiary')), CONSTRAINT ck_document_confidentiality
    CHECK (confidentiality IN ('open', 'internal', 'confidential')))
    """,
    """
    CREATE INDEX ix_document_blob_id ON document (blob_id)
    """,
    """
    CREATE TABLE no_fact (id VARCHAR NOT NULL, version_id VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER
    NOT NULL, exact VARCHAR NOT NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN
    KEY(version_id) REFERENCES article_version (id) DEFERRABLE INITIALLY DEFERRED)
    """,
    """
    CREATE INDEX ix_no_fact_version_id ON no_fact (version_id)
    """,
    """
    CREATE TABLE custody_event (id VARCHAR NOT NULL, document_id VARCHAR NOT NULL, action VARCHAR NOT NULL, "by"
    VARCHAR NOT NULL, at VARCHAR NOT NULL, note VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(document_id)
    REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED)
    """,
    """
    CREATE INDEX ix_custody_event_document_id ON custody_event (document_id)
    """,
    """
    CREATE TABLE occurrence (id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, version_id VARCHAR NOT NULL, start
    INTEGER NOT NULL, "end" INTEGER NOT NULL, exact VARCHAR NOT NULL, prefix VARCHAR NOT NULL, suffix VARCHAR NOT
    NULL, anchor_state VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(claim_id) REFERENCES claim (id) DEFERRABLE
    INITIALLY DEFERRED, FOREIGN KEY(version_id) REFERENCES article_version (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_occurrence_anchor_state CHECK (anchor_state IN ('exact', 'relocated', 'ambiguous', 'changed',
    'orphaned')))
    """,
    """
    CREATE INDEX ix_occurrence_claim_id ON occurrence (claim_id)
    """,
    """
    CREATE INDEX ix_occurrence_version_id ON occurrence (version_id)
    """,
    """
    CREATE TABLE passage (id VARCHAR NOT NULL, document_id VARCHAR NOT NULL, start INTEGER NOT NULL, "end" INTEGER
    NOT NULL, exact VARCHAR NOT NULL, prefix VARCHAR NOT NULL, suffix VARCHAR NOT NULL, text_sha256 VARCHAR NOT
    NULL, extractor VARCHAR NOT NULL, page INTEGER, region TEXT NOT NULL, translation VARCHAR NOT NULL, anchor_state
    VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY
    DEFERRED, CONSTRAINT ck_passage_anchor_state CHECK (anchor_state IN ('exact', 'relocated', 'ambiguous', 'changed',
    'orphaned')))
    """,
    """
    CREATE INDEX ix_passage_document_id ON passage (document_id)
    """,
    """
    CREATE TABLE proposed_change (id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, was VARCHAR NOT NULL, should_be
    VARCHAR NOT NULL, reason VARCHAR NOT NULL, decision VARCHAR NOT NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT
    NULL, PRIMARY KEY (id), FOREIGN KEY(claim_id) REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT
    ck_proposed_change_decision CHECK (decision IN ('pending', 'accepted', 'alternative', 'stet')))
    """,
    """
    CREATE INDEX ix_proposed_change_claim_id ON proposed_change (claim_id)
    """,
    """
    CREATE TABLE "query" (id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, "to" VARCHAR NOT NULL, text VARCHAR NOT
    NULL, state VARCHAR NOT NULL, answer VARCHAR NOT NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY
    (id), FOREIGN KEY(claim_id) REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT ck_query_state CHECK
    (state IN ('open', 'answered', 'withdrawn')))
    """,
    """
    CREATE INDEX ix_query_claim_id ON "query" (claim_id)
    """,
    """
    CREATE TABLE verdict (id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, scale_key VARCHAR NOT NULL, scale_version
    INTEGER NOT NULL, label VARCHAR NOT NULL, rationale VARCHAR NOT NULL, short_conclusion VARCHAR NOT NULL,
    not_established VARCHAR NOT NULL, sole_source_reason VARCHAR NOT NULL, as_of VARCHAR NOT NULL, state VARCHAR NOT
    NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(claim_id) REFERENCES claim (id)
    DEFERRABLE INITIALLY DEFERRED, CONSTRAINT ck_verdict_state CHECK (state IN ('draft', 'in_review', 'final',
    'published')))
    """,
    """
    CREATE INDEX ix_verdict_claim_id ON verdict (claim_id)
    """,
    """
    CREATE TABLE waiver (id VARCHAR NOT NULL, finding_key VARCHAR NOT NULL, rule VARCHAR NOT NULL, claim_id VARCHAR,
    reason VARCHAR NOT NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(claim_id)
    REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED)
    """,
    """
    CREATE INDEX ix_waiver_claim_id ON waiver (claim_id)
    """,
    """
    CREATE TABLE evidence_link (id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, passage_id VARCHAR NOT NULL, stance
    VARCHAR NOT NULL, decisive BOOLEAN NOT NULL, credibility INTEGER, note VARCHAR NOT NULL, resolution VARCHAR NOT
    NULL, state VARCHAR NOT NULL, "by" VARCHAR NOT NULL, at VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN
    KEY(claim_id) REFERENCES claim (id) DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY(passage_id) REFERENCES passage
    (id) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT ck_evidence_link_stance CHECK (stance IN ('supports', 'refutes',
    'mixed', 'context', 'irrelevant')), CONSTRAINT ck_evidence_link_state CHECK (state IN ('accepted', 'suggested',
    'superseded')))
    """,
    """
    CREATE INDEX ix_evidence_link_claim_id ON evidence_link (claim_id)
    """,
    """
    CREATE INDEX ix_evidence_link_passage_id ON evidence_link (passage_id)
    """,
)
