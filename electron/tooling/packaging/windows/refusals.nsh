; What is not installed because of what is there or what was typed.

!macro Refuse SENTENCE CODE
  MessageBox MB_ICONSTOP "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

!macro SkipSwitch EQUALS NAME
  ${If} $R2 ${EQUALS} "${NAME}"
    StrCpy $R2 ""
  ${EndIf}
!macroend

; A misspelt switch would install or remove otherwise than IT wants. KNOWN skips the switches that are known beside those of NSIS.
!macro RefuseUnknownSwitch UN KNOWN
Function ${UN}RefuseUnknownSwitch
  StrCpy $R0 "$Parameters "
  ${Do}
    ; The next word, and what is left.
    StrCpy $R1 0
    ${Do}
      StrCpy $R2 $R0 1 $R1
      ${If} $R2 == " "
      ${OrIf} $R2 == ""
        ${ExitDo}
      ${EndIf}
      IntOp $R1 $R1 + 1
    ${Loop}
    StrCpy $R2 $R0 $R1
    IntOp $R1 $R1 + 1
    StrCpy $R0 $R0 "" $R1
    ; NSIS takes these two as they are written.
    !insertmacro SkipSwitch S== "/S"
    !insertmacro SkipSwitch S== "/NCRC"
    !insertmacro ${KNOWN}
    ${If} $R2 != ""
      !insertmacro Refuse "$(unknownSwitch)" 8
    ${EndIf}
  ${LoopUntil} $R0 == ""
FunctionEnd
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
