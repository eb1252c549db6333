; What installer and uninstaller share.

; Folders beside the program's files: the next version unpacked, the version that is being replaced, and the one that was.
!define NEW "~borrow-desk-new"
!define OLD "~borrow-desk-old"
!define DONE "~borrow-desk-done"

!macro SetContext
  ${If} $Mode == "AllUsers"
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

!macro MoveFile UN
; Moves the file that was pushed first to the path that was pushed second. A virus scanner may hold a new file for a moment: it is tried for two
; seconds, and not again once something has failed.
Function ${UN}MoveFile
  Exch $R6
  Exch
  Exch $R5
  Push $R4
  StrCpy $R4 0
  ${Do}
    ClearErrors
    Rename "$R5" "$R6"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    ${If} $R4 >= 20
    ${OrIf} $Failed == 1
    ${OrIf} ${FileExists} "$R6"
      StrCpy $Failed 1
      ${ExitDo}
    ${EndIf}
    Sleep 100
    IntOp $R4 $R4 + 1
  ${Loop}
  Pop $R4
  Pop $R5
  Pop $R6
FunctionEnd
!macroend

!insertmacro MoveFile ""
!insertmacro MoveFile "un."

; A folder of that name is somebody else's.
!macro SetAsideFile FOLDER FILE
  ${If} ${FileExists} "${FOLDER}\${FILE}"
  ${AndIfNot} ${FileExists} "${FOLDER}\${FILE}\*.*"
    Push "${FOLDER}\${FILE}"
    Push "${FOLDER}\${OLD}\${FILE}"
    !ifdef __UNINSTALL__
      Call un.MoveFile
    !else
      Call MoveFile
    !endif
  ${EndIf}
!macroend

!macro RemoveFile FILE
  ${If} ${FileExists} "${FILE}"
  ${AndIfNot} ${FileExists} "${FILE}\*.*"
    ClearErrors
    Delete "${FILE}"
    ${If} ${Errors}
      StrCpy $Failed 1
    ${EndIf}
  ${EndIf}
!macroend

; Removes what was unpacked. What is left of it stays known as ours: otherwise the next installation would refuse the folder.
!macro RemoveNew
  RMDir /r "$INSTDIR\${NEW}"
  ${IfNot} ${FileExists} "$INSTDIR\${NEW}\*.*"
    DeleteRegValue SHCTX "${STATE_KEY}" "Installing"
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
      Exec '"$OldFolder\${EXE}" --quit$Arguments'
    ${EndIf}
    Sleep 500
    IntOp $R0 $R0 + 1
  ${LoopUntil} $R0 >= 120
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(stillRunning)" /SD IDCANCEL IDRETRY again
  !insertmacro RemoveNew
  !if "${UN}" == ""
    Call StartAgain
  !endif
  SetErrorLevel 4
  Quit
FunctionEnd
!macroend

!insertmacro EndProgram ""
!insertmacro EndProgram "un."

; One computer has one installation: by this installer for everybody, by it for one account, or by the MSI package.
Function RefuseOther
  ReadRegStr $0 HKLM "${STATE_KEY}" "Kind"
  ReadRegStr $1 HKLM "${STATE_KEY}" "Folder"
  ${If} $0 == "msi"
    !insertmacro Refuse "$(hereByMsi)" 3
  ${EndIf}
  ${If} $Mode == "CurrentUser"
    ${If} $0 == "setup"
      !insertmacro Refuse "$(hereForEverybody)" 3
    ${EndIf}
    Return
  ${EndIf}
  Call RefuseOneOfAccounts
FunctionEnd
