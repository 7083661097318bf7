; Inno Setup: iscc /DVersion=0.1.0 packaging\windows\workbench.iss  (after: python packaging\build.py folder)
; Installs for one user, without the rights of an administrator.

#ifndef Version
  #error Give the version: /DVersion=
#endif

[Setup]
AppId={{6F0C7C5E-5B0B-4C55-9E5B-6B1B6C0B7A51}
AppName=Workbench
AppVersion={#Version}
AppPublisher=Workbench
DefaultDirName={autopf}\Workbench
DefaultGroupName=Workbench
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\workbench.ico
UninstallDisplayIcon={app}\workbenchw.exe
OutputDir=..\..\dist
OutputBaseFilename=Workbench-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
ChangesAssociations=yes

[Tasks]
Name: desktopicon; Description: "Put Workbench on the desktop"; Flags: unchecked

[Files]
Source: "..\..\dist\workbench\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Workbench"; Filename: "{app}\workbenchw.exe"
Name: "{autodesktop}\Workbench"; Filename: "{app}\workbenchw.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.factcheck"; ValueType: string; ValueData: "Workbench.Project"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Workbench.Project"; ValueType: string; ValueData: "Workbench project"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Workbench.Project\DefaultIcon"; ValueType: string; ValueData: "{app}\workbenchw.exe,0"
Root: HKA; Subkey: "Software\Classes\Workbench.Project\shell\open\command"; ValueType: string; ValueData: """{app}\workbenchw.exe"" ""%1"""

[Run]
Filename: "{app}\workbenchw.exe"; Description: "Start Workbench"; Flags: postinstall nowait skipifsilent
