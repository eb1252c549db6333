; What is not installed because of what is there.

!macro Refuse SENTENCE CODE
  MessageBox MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Refuses if an account that is signed in has the program for itself. The registry of others is not loaded, so that theirs is not seen.
Function RefuseOneOfAccounts
  StrCpy $2 0
  ${Do}
    EnumRegKey $3 HKU "" $2
    ${If} $3 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $0 HKU "$3\${STATE_KEY}" "Kind"
    ReadRegStr $1 HKU "$3\${STATE_KEY}" "Folder"
    ${If} $0 == "setup"
      !insertmacro Refuse "$(hereForOne)" 3
    ${EndIf}
    IntOp $2 $2 + 1
  ${Loop}
FunctionEnd

; An older version does not read the data of a newer one.
Function RefuseOlder
  ReadRegStr $0 SHCTX "${STATE_KEY}" "Order"
  ${If} $0 == ""
    Return
  ${EndIf}
  ${VersionCompare} "$0" "${ORDER}" $0
  ${If} $0 = 1
    ReadRegStr $0 SHCTX "${STATE_KEY}" "Version"
    ReadRegStr $1 SHCTX "${STATE_KEY}" "Folder"
    !insertmacro Refuse "$(newerHere)" 7
  ${EndIf}
FunctionEnd
