; Into which folder the program may be put.

; The account under which Windows installs its own parts.
!define WINDOWS_INSTALLER "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
; Of a folder: to remove what is in it, to remove or rename it, to give oneself that right.
!define REPLACING 0x100D0040
; An entry of an access list that takes a right away, and the mark of one that is for what is in the folder.
!define REFUSED 1
!define INHERITED_ONLY 8
; Administrators and the system have all rights, users read and start.
!define ADMINISTRATORS_ONLY "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"

; The program gets a folder of its own, whatever was chosen: it is removed one day. It takes over no folder with files of somebody else.
; Sets $FolderFault to the reason against $INSTDIR, for staff, or to nothing.
Function CheckFolder
  StrCpy $FolderFault ""
  System::Call 'kernel32::GetFullPathNameW(w "$INSTDIR",i ${NSIS_MAX_STRLEN},w .r0,p 0)'
  StrCpy $INSTDIR $0
  ${GetFileName} "$INSTDIR" $0
  ${If} $0 != "${PRODUCT}"
    StrCpy $INSTDIR "$INSTDIR\${PRODUCT}"
  ${EndIf}
  ReadRegStr $0 SHCTX "${STATE_KEY}" "Installing"
  ${If} $INSTDIR == $OldFolder
  ${OrIf} $INSTDIR == $0
    Return
  ${EndIf}
  Call RemoveEmptyFolder
  ${If} ${FileExists} "$INSTDIR"
    StrCpy $FolderFault "$(folderInUse)"
    Return
  ${EndIf}
  ${If} $Mode == "AllUsers"
    Call CheckAccess
  ${EndIf}
FunctionEnd

; Removes $INSTDIR if it is empty. An uninstaller that has just ended is still there for a moment, until its copy deletes it.
Function RemoveEmptyFolder
  StrCpy $0 0
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    ${OrIf} ${FileExists} "$INSTDIR\${EXE}"
      ${ExitDo}
    ${EndIf}
    Sleep 100
    IntOp $0 $0 + 1
  ${LoopUntil} $0 >= 100
  RMDir "$INSTDIR"
FunctionEnd

!macro ReturnIfBelow FOLDER
  StrLen $1 "${FOLDER}\"
  StrCpy $2 "$INSTDIR" $1
  ${If} $2 == "${FOLDER}\"
    Return
  ${EndIf}
!macroend

; What everybody starts must lie where only administrators can replace it: below the folder for programs, or in folders whose access lists say
; so. Those that are missing are made so. The top folder of a drive cannot be replaced by anybody.
Function CheckAccess
  !insertmacro ReturnIfBelow "$PROGRAMFILES64"
  !insertmacro ReturnIfBelow "$PROGRAMFILES32"
  StrCpy $0 "$INSTDIR" 2
  ${If} $0 == "\\"
    StrCpy $FolderFault "$(folderOfOthers)"
    Return
  ${EndIf}
  Call ReadAccount
  StrCpy $Below ""
  StrCpy $Folder $INSTDIR
  ${Do}
    ${If} ${FileExists} "$Folder"
      Call CheckAccessList
    ${Else}
      ; In the order in which they are made.
      StrCpy $Below "$Folder|$Below"
    ${EndIf}
    ${GetParent} "$Folder" $Folder
    StrLen $0 $Folder
  ${LoopUntil} $0 < 3
  ${If} $FolderFault != ""
    Return
  ${EndIf}
  ${DoUntil} $Below == ""
    ${WordFind} "$Below" "|" "+1" $Folder
    StrLen $0 "$Folder|"
    StrCpy $Below $Below "" $0
    System::Call 'advapi32::ConvertStringSecurityDescriptorToSecurityDescriptorW(w "${ADMINISTRATORS_ONLY}",i 1,*p .r1,p 0)'
    ; The length, a gap, the access list, not for child processes.
    System::Call '*(i 24,i 0,p r1,i 0,i 0)p.r2'
    System::Call 'kernel32::CreateDirectoryW(w "$Folder",p r2)i.r3'
    System::Free $2
    System::Call 'kernel32::LocalFree(p r1)'
    ; Another program was faster, and the folder may be anybody's; or it cannot be made there.
    ${If} $3 == 0
      StrCpy $FolderFault "$(folderOfOthers)"
      Return
    ${EndIf}
  ${Loop}
FunctionEnd

; Sets $FolderFault if others than administrators, and the account that installs, can replace $Folder or what is in it.
Function CheckAccessList
  System::Call 'advapi32::GetNamedSecurityInfoW(w "$Folder",i 1,i 4,p 0,p 0,*p .r1,p 0,*p .r2)i.r0'
  ; Without a list everybody may do everything.
  ${If} $0 != 0
  ${OrIf} $1 P= 0
    StrCpy $FolderFault "$(folderOfOthers)"
    Return
  ${EndIf}
  StrCpy $3 0
  ${Do}
    System::Call 'advapi32::GetAce(p r1,i r3,*p .r4)i.r0'
    ${If} $0 == 0
      ${ExitDo}
    ${EndIf}
    System::Call '*$4(&i1 .r5,&i1 .r6,&i2,&i4 .r7)'
    IntPtrOp $4 $4 + 8
    IntOp $6 $6 & ${INHERITED_ONLY}
    IntOp $7 $7 & ${REPLACING}
    ${If} $5 <> ${REFUSED}
    ${AndIf} $6 = 0
    ${AndIf} $7 <> 0
      Push $4
      Call IsAdministrators
      Pop $8
      ${If} $8 == 0
        StrCpy $FolderFault "$(folderOfOthers)"
      ${EndIf}
    ${EndIf}
    IntOp $3 $3 + 1
  ${Loop}
  System::Call 'kernel32::LocalFree(p r2)'
FunctionEnd

; Replaces the account on the stack by 1 if it may have all rights, or by 0.
Function IsAdministrators
  Exch $R0
  Push $R1
  Push $R2
  System::Call 'advapi32::ConvertSidToStringSidW(p R0,*p .R1)'
  System::Call 'kernel32::lstrcpynW(w .R2,p R1,i ${NSIS_MAX_STRLEN})'
  System::Call 'kernel32::LocalFree(p R1)'
  StrCpy $R0 0
  ${If} $R2 == "S-1-5-18"
  ${OrIf} $R2 == "S-1-5-32-544"
  ${OrIf} $R2 == "${WINDOWS_INSTALLER}"
  ${OrIf} $R2 == $Account
    StrCpy $R0 1
  ${EndIf}
  Pop $R2
  Pop $R1
  Exch $R0
FunctionEnd

; Sets $Account to the account that installs.
Function ReadAccount
  System::Call 'advapi32::OpenProcessToken(p -1,i 8,*p .r1)'
  System::Alloc 256
  Pop $2
  System::Call 'advapi32::GetTokenInformation(p r1,i 1,p r2,i 256,*i .r3)'
  System::Call '*$2(p .r3)'
  System::Call 'advapi32::ConvertSidToStringSidW(p r3,*p .r4)'
  System::Call 'kernel32::lstrcpynW(w .r5,p r4,i ${NSIS_MAX_STRLEN})'
  StrCpy $Account $5
  System::Call 'kernel32::LocalFree(p r4)'
  System::Call 'kernel32::CloseHandle(p r1)'
  System::Free $2
FunctionEnd
