; What the MSI package has done by a small program, because the installer service has no means for it. make-msi.ts defines ORDER, APP_ID and OUT
; and puts it into the package. It shows a window only if the installation does.
;
; --refuse-setup-of-account: ends with 3 if an account that is signed in has the program for itself.
; --refuse-newer-version: ends with 7 if a newer version is there.
; --clean: removes what starts with the sessions of the accounts that are signed in.
Unicode true
Target amd64-unicode
RequestExecutionLevel user
ManifestSupportedOS all
SilentInstall silent

!define PRODUCT "Borrow Desk"
!define EXE "Borrow Desk.exe"
Name "${PRODUCT}"
OutFile "${OUT}"

!include FileFunc.nsh
!include WordFunc.nsh
!include LogicLib.nsh

Var Mode
!include "names.nsh"
!include "refusals.nsh"
!include "login-items.nsh"
!insertmacro RemoveLoginItems ""

LoadLanguageFile "${NSISDIR}\Contrib\Language files\English.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\German.nlf"
LoadLanguageFile "${NSISDIR}\Contrib\Language files\Spanish.nlf"
!include "words.nsh"

Function .onInit
  SetRegView 64
  SetShellVarContext all
  StrCpy $Mode "AllUsers"
  ${GetParameters} $0
  !insertmacro ReadFlag $0 "--window" $1
  ${If} $1 == 1
    SetSilent normal
  ${EndIf}
  StrCpy $4 $0
  !insertmacro ReadFlag $4 "--clean" $1
  ${If} $1 == 1
    Call RemoveLoginItems
  ${EndIf}
  !insertmacro ReadFlag $4 "--refuse-setup-of-account" $1
  ${If} $1 == 1
    Call RefuseOneOfAccounts
  ${EndIf}
  !insertmacro ReadFlag $4 "--refuse-newer-version" $1
  ${If} $1 == 1
    Call RefuseOlder
  ${EndIf}
  SetErrorLevel 0
  Quit
FunctionEnd

Section
SectionEnd
