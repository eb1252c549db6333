; The uninstaller. The data of a library outlives its program: it is never removed.
; Switches: /S (silent), _?=FOLDER (last, without quotes: waits, and the exit code is true), --set-aside (of the installer: moves the files
; aside), --itself (of the uninstaller: deletes only itself). Exit codes as those of the installer.

!macro SkipSwitchesOfUninstaller
  !insertmacro SkipSwitch == "--set-aside"
  !insertmacro SkipSwitch == "--itself"
!macroend
!insertmacro RefuseUnknownSwitch "un." SkipSwitchesOfUninstaller

Function un.onInit
  SetRegView 64
  ${GetParameters} $Parameters
  !insertmacro ReadFlag $Parameters "--set-aside" $SetsAside
  !insertmacro ReadFlag $Parameters "--itself" $0
  Call un.RefuseUnknownSwitch
  ${If} $0 == 1
    Call un.RemoveItself
    Quit
  ${EndIf}
  StrCpy $OldFolder "$INSTDIR"
  ReadRegStr $0 HKLM "${STATE_KEY}" "Folder"
  ReadRegStr $1 HKCU "${STATE_KEY}" "Folder"
  ${If} $0 == $INSTDIR
    StrCpy $Mode "AllUsers"
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      ${If} ${Silent}
        SetErrorLevel 5
        Quit
      ${EndIf}
      ClearErrors
      ExecShell "runas" "$INSTDIR\${UNINSTALLER}" "$Parameters"
      ${If} ${Errors}
        MessageBox MB_ICONSTOP "$(needsAdministratorToRemove)"
        SetErrorLevel 5
      ${EndIf}
      Quit
    ${EndIf}
  ${ElseIf} $1 == $INSTDIR
    StrCpy $Mode "CurrentUser"
  ${Else}
    ; The files in this folder are not ours.
    MessageBox MB_ICONSTOP "$(notOurFolder)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  ReadRegStr $DataFolder HKLM "Software\Policies\Borrow Desk" "DataFolder"
  ${If} $DataFolder == ""
    StrCpy $DataFolder "%LOCALAPPDATA%\${PRODUCT}"
  ${EndIf}
  StrCpy $DataKept "$(dataKept)"
  ExpandEnvStrings $0 $DataFolder
  ${If} $Mode == "CurrentUser"
    StrCpy $DataFolder $0
    ${IfNot} ${FileExists} "$DataFolder\*.*"
      ; The program has not run since the policy was set, or ignores a wrong one: its data is in the default folder.
      ${If} ${FileExists} "$LOCALAPPDATA\${PRODUCT}\*.*"
        StrCpy $DataFolder "$LOCALAPPDATA\${PRODUCT}"
      ${Else}
        StrCpy $DataKept "$(noData)"
        StrCpy $DataFolder ""
      ${EndIf}
    ${EndIf}
  ${ElseIf} $DataFolder != $0
    ; The administrator who removes it may never have used it.
    StrCpy $DataKept "$(dataKeptOfEach)"
  ${EndIf}
  !insertmacro SetContext
FunctionEnd

; A program cannot delete its own file while it runs, but a copy of it can once it has ended.
Function un.RemoveItself
  StrCpy $R0 0
  ${Do}
    Delete "$INSTDIR\${UNINSTALLER}"
    ${IfNot} ${FileExists} "$INSTDIR\${UNINSTALLER}"
      ${ExitDo}
    ${EndIf}
    Sleep 100
    IntOp $R0 $R0 + 1
  ${LoopUntil} $R0 >= 300
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
FunctionEnd

Section Uninstall
  StrCpy $Failed 0
  ${If} $SetsAside == 1
    !insertmacro SetAsideFiles "$INSTDIR"
    SetErrorLevel $Failed
    Return
  ${EndIf}
  Call un.EndProgram
  !insertmacro RemoveFiles "$INSTDIR"
  ${If} $Failed == 1
    MessageBox MB_ICONSTOP "$(notRemoved)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR\${NEW}"
  RMDir /r "$INSTDIR\${OLD}"
  RMDir /r "$INSTDIR\${DONE}"
  SetOutPath "$TEMP"
  ${If} $EXEDIR == $INSTDIR
    Exec '"$INSTDIR\${UNINSTALLER}" /S --itself'
  ${Else}
    Delete "$INSTDIR\${UNINSTALLER}"
    RMDir "$INSTDIR"
  ${EndIf}
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  Call un.RemoveLoginItems
  DeleteRegKey SHCTX "${STATE_KEY}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "Software\Classes\borrow-desk"
  DeleteRegKey SHCTX "Software\Classes\${LIBRARY_TYPE}"
  ReadRegStr $0 SHCTX "Software\Classes\.borrow-desk" ""
  ${If} $0 == "${LIBRARY_TYPE}"
    DeleteRegKey SHCTX "Software\Classes\.borrow-desk"
  ${EndIf}
  ${un.RefreshShellIcons}
  SetErrorLevel 0
SectionEnd
