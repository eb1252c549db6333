; The uninstaller. The data of a library outlives its program: it is never removed.

Function un.onInit
  SetRegView 64
  ${GetParameters} $0
  !insertmacro ReadFlag $0 "--updated" $Updated
  StrCpy $OldFolder "$INSTDIR"
  StrCpy $Mode "CurrentUser"
  ReadRegStr $0 HKLM "${STATE_KEY}" "Folder"
  ${If} $0 == $INSTDIR
    StrCpy $Mode "AllUsers"
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      ${If} ${Silent}
        SetErrorLevel 5
        Quit
      ${EndIf}
      ExecShell "runas" "$INSTDIR\${UNINSTALLER}"
      Quit
    ${EndIf}
  ${EndIf}
  ReadRegStr $DataFolder HKLM "Software\Policies\Borrow Desk" "DataFolder"
  ${If} $DataFolder == ""
    SetShellVarContext current
    StrCpy $DataFolder "$LOCALAPPDATA\${PRODUCT}"
    ${If} $Mode == "AllUsers"
      StrCpy $DataFolder "%LOCALAPPDATA%\${PRODUCT}"
    ${EndIf}
  ${EndIf}
  !insertmacro SetContext
FunctionEnd

Section Uninstall
  Call un.EndProgram
  !insertmacro RemoveFiles "$INSTDIR"
  ${If} $Updated == 1
    Return
  ${EndIf}
  Delete "$INSTDIR\${UNINSTALLER}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  Delete "$DESKTOP\${PRODUCT}.lnk"
  DeleteRegKey SHCTX "${STATE_KEY}"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "Software\Classes\borrow-desk"
  DeleteRegKey SHCTX "Software\Classes\${LIBRARY_TYPE}"
  ReadRegStr $0 SHCTX "Software\Classes\.borrow-desk" ""
  ${If} $0 == "${LIBRARY_TYPE}"
    DeleteRegKey SHCTX "Software\Classes\.borrow-desk"
  ${EndIf}
  ${un.RefreshShellIcons}
SectionEnd
