; What installer and uninstaller share.

!define STATE_KEY "Software\Borrow Desk"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\BorrowDesk"
!define LIBRARY_TYPE "BorrowDesk.Library"

!macro ReadFlag PARAMETERS NAME RESULT
  ClearErrors
  ${GetOptions} "${PARAMETERS}" "${NAME}" ${RESULT}
  ${If} ${Errors}
    StrCpy ${RESULT} 0
  ${Else}
    StrCpy ${RESULT} 1
  ${EndIf}
!macroend

!macro SetContext
  ${If} $Mode == "AllUsers"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; Asks the program in $OldFolder to end, and waits until its file is free. It ends between steps; unsaved input is asked about there.
!macro EndProgram UN
Function ${UN}EndProgram
again:
  StrCpy $R0 0
  ${Do}
    ${IfNot} ${FileExists} "$OldFolder\${EXE}"
      Return
    ${EndIf}
    ; The file of a running program cannot be opened for writing.
    ClearErrors
    FileOpen $R1 "$OldFolder\${EXE}" a
    ${IfNot} ${Errors}
      FileClose $R1
      Return
    ${EndIf}
    IntOp $R2 $R0 % 20
    ${If} $R2 = 0
      Exec '"$OldFolder\${EXE}" --quit'
    ${EndIf}
    Sleep 500
    IntOp $R0 $R0 + 1
  ${LoopUntil} $R0 >= 120
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(stillRunning)" /SD IDCANCEL IDRETRY again
  RMDir /r "$INSTDIR\${NEW}"
  SetErrorLevel 4
  Quit
FunctionEnd
!macroend

!insertmacro EndProgram ""
!insertmacro EndProgram "un."

!macro Refuse SENTENCE
  MessageBox MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel 3
  Quit
!macroend

; One computer has one installation: by this installer for everybody, by it for one account, or by the MSI package.
Function RefuseOther
  ReadRegStr $0 HKLM "${STATE_KEY}" "Kind"
  ReadRegStr $1 HKLM "${STATE_KEY}" "Folder"
  ${If} $0 == "msi"
    !insertmacro Refuse "$(hereByMsi)"
  ${EndIf}
  ${If} $Mode == "CurrentUser"
    ${If} $0 == "setup"
      !insertmacro Refuse "$(hereForEverybody)"
    ${EndIf}
    Return
  ${EndIf}
  StrCpy $2 0
  ${Do}
    ; Of accounts that are signed in; the others' registry is not loaded.
    EnumRegKey $3 HKU "" $2
    ${If} $3 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $0 HKU "$3\${STATE_KEY}" "Kind"
    ReadRegStr $1 HKU "$3\${STATE_KEY}" "Folder"
    ${If} $0 == "setup"
      !insertmacro Refuse "$(hereForOne)"
    ${EndIf}
    IntOp $2 $2 + 1
  ${Loop}
FunctionEnd
