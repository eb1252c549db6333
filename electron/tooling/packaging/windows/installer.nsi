; The installer of Borrow Desk for Windows. make-setup.ts defines VERSION, FILE_VERSION, ORDER, APP_ID, SOURCE, OUT, ICON, SIDE, LISTS, SIZE_KB and,
; if the build is signed, SIGN. Only plug-ins that come with NSIS are used. make-setup.ts refuses an NSIS before 3.11: what an elevated installer or uninstaller
; unpacks in the temporary folder could be replaced by other programs of the same account before that.
;
; Switches: /S (silent), /allusers or /currentuser, /nodesktop, /D=FOLDER (last, without quotes).
; Of the program: --updated (keep links and entries), --force-run (start afterwards, as the variable BORROW_DESK_ARGUMENTS says).
; Exit codes: 1 cancelled, 2 files could not be written or Windows is too old, 3 installed otherwise already, 4 the program does not end, 5 no administrator,
; 6 not into this folder, 7 a newer version is there, 8 an unknown switch.
Unicode true
Target amd64-unicode
!ifdef UNCOMPRESSED
  SetCompress off
!else
  SetCompressor /SOLID lzma
!endif
ManifestDPIAware true
ManifestSupportedOS all
RequestExecutionLevel user
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

!define PRODUCT "Borrow Desk"
!define EXE "Borrow Desk.exe"
!define UNINSTALLER "Uninstall Borrow Desk.exe"

Name "${PRODUCT}"
OutFile "${OUT}"
BrandingText "${PRODUCT} ${VERSION}"
VIProductVersion "${FILE_VERSION}"
VIAddVersionKey "ProductName" "${PRODUCT}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "${PRODUCT} Setup"
VIAddVersionKey "CompanyName" "Borrow Desk developers"
VIAddVersionKey "LegalCopyright" "Borrow Desk developers, MIT License"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include nsDialogs.nsh
!include "Win\COM.nsh"
!include "Win\Propkey.nsh"

; AllUsers or CurrentUser.
Var Mode
; The folder of the installation that is replaced; empty if there is none.
Var OldFolder
Var Updated
Var ForceRun
; With a blank in front: what the program is given when it is asked to end and when it is started; empty unless it updates itself.
Var Arguments
Var NoDesktop
Var ModeAsked
; The folder that the command line names; empty if it names none.
Var AskedFolder
Var Parameters
; Why the program may not be put into the folder, for staff; empty if it may.
Var FolderFault
; Folders and accounts that folder.nsh looks at.
Var Folder
Var Below
Var Account
; 1: something could not be moved or removed.
Var Failed
Var Overwrites
Var Everybody
Var OnlyMe
; 1: the uninstaller only moves the files aside.
Var SetsAside
; What the uninstaller says of the data, and where it is.
Var DataKept
Var DataFolder

!include "${LISTS}"
!include "names.nsh"
!include "refusals.nsh"
!include "common.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
Page custom ModePage ModePageLeave
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipIfReplacing
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE DirectoryLeave
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartProgram
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(dataStays)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$DataKept$\r$\n$\r$\n$DataFolder"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Spanish"
!include "words.nsh"

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_ICONSTOP "$(needsWindows10)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  StrCpy $AskedFolder $INSTDIR
  ${GetParameters} $Parameters
  !insertmacro ReadFlag $Parameters "--updated" $Updated
  !insertmacro ReadFlag $Parameters "--force-run" $ForceRun
  !insertmacro ReadFlag $Parameters "/nodesktop" $NoDesktop
  !insertmacro ReadFlag $Parameters "/allusers" $1
  !insertmacro ReadFlag $Parameters "/currentuser" $2
  Call RefuseWrongFolder
  Call RefuseUnknownSwitch
  ReadRegStr $3 HKCU "${STATE_KEY}" "Kind"
  ReadRegStr $4 HKLM "${STATE_KEY}" "Kind"
  StrCpy $ModeAsked 0
  ${If} $1 == 1
    StrCpy $Mode "AllUsers"
  ${ElseIf} $2 == 1
  ${OrIf} $3 == "setup"
    StrCpy $Mode "CurrentUser"
  ${ElseIf} $4 == "setup"
    StrCpy $Mode "AllUsers"
  ${Else}
    StrCpy $Mode "CurrentUser"
    StrCpy $ModeAsked 1
  ${EndIf}
  ; For everybody it runs with the rights of an administrator, which are not for what an account sets.
  ${If} $ForceRun == 1
  ${AndIf} $Mode == "CurrentUser"
    ReadEnvStr $0 "BORROW_DESK_ARGUMENTS"
    ${If} $0 != ""
      StrCpy $Arguments " $0"
    ${EndIf}
  ${EndIf}
  Call UseMode
FunctionEnd

; NSIS takes a switch after /D= for a part of the folder, and cuts off all of it. It ignores a folder that is not a full path.
Function RefuseWrongFolder
  System::Call 'kernel32::GetCommandLineW()w.R2'
  ClearErrors
  ${WordFind} "$R2" " /D=" "E+1}" $R2
  ${If} ${Errors}
    Return
  ${EndIf}
  ClearErrors
  ${If} $AskedFolder == ""
    !insertmacro Refuse "$(noFullPath)" 6
  ${EndIf}
  ${WordFind} "$R2" " /" "E+1}" $R2
  ${IfNot} ${Errors}
    StrCpy $R2 "/$R2"
    !insertmacro Refuse "$(unknownSwitch)" 8
  ${EndIf}
FunctionEnd

!macro SkipSwitchesOfSetup
  !insertmacro SkipSwitch == "/allusers"
  !insertmacro SkipSwitch == "/currentuser"
  !insertmacro SkipSwitch == "/nodesktop"
  !insertmacro SkipSwitch == "--updated"
  !insertmacro SkipSwitch == "--force-run"
!macroend
!insertmacro RefuseUnknownSwitch "" SkipSwitchesOfSetup

; Takes over the mode: who sees the program, where it is, and what is there already.
Function UseMode
  !insertmacro SetContext
  Call RefuseOther
  Call RefuseOlder
  ${If} $Mode == "AllUsers"
    Call NeedAdministrator
  ${EndIf}
  ReadRegStr $OldFolder SHCTX "${STATE_KEY}" "Folder"
  StrCpy $INSTDIR $AskedFolder
  ${If} $INSTDIR == ""
    ${If} $OldFolder != ""
      StrCpy $INSTDIR $OldFolder
    ${ElseIf} $Mode == "AllUsers"
      StrCpy $INSTDIR "$PROGRAMFILES64\${PRODUCT}"
    ${Else}
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${PRODUCT}"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function NeedAdministrator
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 == "Admin"
    Return
  ${EndIf}
  ${If} ${Silent}
    SetErrorLevel 5
    Quit
  ${EndIf}
  ; Windows asks for an administrator and starts this installer once more.
  ClearErrors
  StrCpy $0 "/allusers $Parameters"
  ${If} $AskedFolder != ""
    StrCpy $0 "$0 /D=$AskedFolder"
  ${EndIf}
  ExecShell "runas" "$EXEPATH" "$0"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "$(needsAdministrator)"
    SetErrorLevel 5
  ${EndIf}
  Quit
FunctionEnd

Function ModePage
  ${If} $ModeAsked == 0
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(modeTitle)" "$(modeText)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 20u 100% 12u "$(onlyMe)"
  Pop $OnlyMe
  ${NSD_CreateRadioButton} 0 40u 100% 12u "$(everybody)"
  Pop $Everybody
  ${NSD_Check} $OnlyMe
  nsDialogs::Show
FunctionEnd

Function ModePageLeave
  ${NSD_GetState} $Everybody $0
  StrCpy $Mode "CurrentUser"
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Mode "AllUsers"
  ${EndIf}
  Call UseMode
FunctionEnd

Function SkipIfReplacing
  ${If} $OldFolder != ""
    Abort
  ${EndIf}
FunctionEnd

Function DirectoryLeave
  Call CheckFolder
  ${If} $FolderFault != ""
    MessageBox MB_ICONSTOP "$FolderFault"
    Abort
  ${EndIf}
FunctionEnd

Section
  Call CheckFolder
  ${If} $FolderFault != ""
    MessageBox MB_ICONSTOP "$FolderFault" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  ; Marks the folder as ours, in case the installation is cut off.
  WriteRegStr SHCTX "${STATE_KEY}" "Installing" "$INSTDIR"
  ${If} $OldFolder == ""
    StrCpy $OldFolder "$INSTDIR"
  ${EndIf}
  RMDir /r "$OldFolder\${DONE}"
  ; Of an installation that was cut off.
  Call PutBack
  RMDir /r "$INSTDIR\${NEW}"
  SetOutPath "$INSTDIR\${NEW}"
  ClearErrors
  File /r "${SOURCE}/*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    Goto notWritten
  ${EndIf}
  Call EndProgram
  Call Replace
  ${If} $Failed == 1
    Goto notWritten
  ${EndIf}
  Call WriteLinks
  Call WriteEntries
  DeleteRegValue SHCTX "${STATE_KEY}" "Installing"
  ${If} $ForceRun == 1
    Call StartProgram
  ${EndIf}
  SetErrorLevel 0
  Return
notWritten:
  MessageBox MB_ICONSTOP "$(notWritten)" /SD IDOK
  SetErrorLevel 2
  Abort
SectionEnd

; Also called if NSIS itself gives up, because a file cannot be unpacked.
Function .onInstFailed
  ; The current folder cannot be removed.
  SetOutPath "$TEMP"
  !insertmacro RemoveNew
  RMDir "$INSTDIR"
  DeleteRegKey /ifempty SHCTX "${STATE_KEY}"
  Call StartAgain
FunctionEnd

; Starts the earlier version after an update by itself that failed: it may have ended for that.
Function StartAgain
  ${If} $ForceRun == 1
  ${AndIf} ${FileExists} "$INSTDIR\${EXE}"
    Call StartProgram
  ${EndIf}
FunctionEnd

Function StartProgram
  ${If} $Mode == "AllUsers"
    ; Without the rights of the administrator who installs.
    Exec '"$WINDIR\explorer.exe" "$INSTDIR\${EXE}"'
  ${Else}
    Exec '"$INSTDIR\${EXE}"$Arguments'
  ${EndIf}
FunctionEnd

!include "folder.nsh"
!include "replace.nsh"
!include "entries.nsh"
!include "login-items.nsh"
!insertmacro RemoveLoginItems "un."
!include "uninstaller.nsh"
