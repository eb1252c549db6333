; Links and entries in the registry.

Function WriteLinks
  CreateShortCut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}"
  Push "$SMPROGRAMS\${PRODUCT}.lnk"
  Call WriteAppId
  ; A link that was removed from the desktop is not made again.
  ${If} $Updated == 1
  ${OrIf} $NoDesktop == 1
    ${IfNot} ${FileExists} "$DESKTOP\${PRODUCT}.lnk"
      Return
    ${EndIf}
  ${EndIf}
  ReadRegStr $0 SHCTX "${STATE_KEY}" "Folder"
  ${If} $0 != ""
  ${AndIfNot} ${FileExists} "$DESKTOP\${PRODUCT}.lnk"
    Return
  ${EndIf}
  CreateShortCut "$DESKTOP\${PRODUCT}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}"
  Push "$DESKTOP\${PRODUCT}.lnk"
  Call WriteAppId
FunctionEnd

; Gives a link the identity under which the program's windows, notifications and taskbar button are known (electron/main/app/identity.ts).
Function WriteAppId
  Pop $9
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P= 0
    Return
  ${EndIf}
  ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
  ${If} $1 P<> 0
    ${IPersistFile::Load} $1 '(r9,${STGM_READWRITE})'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
    ${If} $2 P<> 0
      System::Call 'Oleaut32::SysAllocString(w "${APP_ID}")p.r3'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r4'
      System::Call '*(&i2 ${VT_BSTR},&i6 0,p r3,&i8 0)p.r5'
      ${IPropertyStore::SetValue} $2 '(r4,r5)'
      System::Call 'Oleaut32::SysFreeString(p r3)'
      System::Free $4
      System::Free $5
      ${IPropertyStore::Commit} $2 ""
      ${IUnknown::Release} $2 ""
      ${IPersistFile::Save} $1 '(r9,1)'
    ${EndIf}
    ${IUnknown::Release} $1 ""
  ${EndIf}
  ${IUnknown::Release} $0 ""
FunctionEnd

Function WriteEntries
  WriteRegStr SHCTX "${STATE_KEY}" "Kind" "setup"
  WriteRegStr SHCTX "${STATE_KEY}" "Folder" "$INSTDIR"
  ; The MSI package looks for this one.
  WriteRegStr SHCTX "${STATE_KEY}" "SetupFolder" "$INSTDIR"
  WriteRegStr SHCTX "${STATE_KEY}" "Version" "${VERSION}"
  WriteRegStr SHCTX "${STATE_KEY}" "Order" "${ORDER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "Borrow Desk developers"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  ; With the folder it does not go on as a copy of itself: who called it waits for the end, and gets the true exit code.
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S _?=$INSTDIR'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ; After "--" nothing is taken for a switch, whatever a link or a file is called.
  WriteRegStr SHCTX "Software\Classes\borrow-desk" "" "URL:${PRODUCT}"
  WriteRegStr SHCTX "Software\Classes\borrow-desk" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\borrow-desk\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "Software\Classes\borrow-desk\shell\open\command" "" '"$INSTDIR\${EXE}" -- "%1"'
  WriteRegStr SHCTX "Software\Classes\.borrow-desk" "" "${LIBRARY_TYPE}"
  WriteRegStr SHCTX "Software\Classes\${LIBRARY_TYPE}" "" "$(libraryType)"
  WriteRegStr SHCTX "Software\Classes\${LIBRARY_TYPE}" "AppUserModelID" "${APP_ID}"
  WriteRegStr SHCTX "Software\Classes\${LIBRARY_TYPE}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "Software\Classes\${LIBRARY_TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" -- "%1"'
  ${RefreshShellIcons}
FunctionEnd
