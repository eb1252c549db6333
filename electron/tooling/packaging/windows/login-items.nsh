; What starts with a session. The program writes it for an account, under its id (electron/main/app/start-with-session.ts).

!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
; Where Windows keeps what a user switched off.
!define APPROVED_KEY "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"

!macro RemoveLoginItems UN
; Removes them for this account, or for all accounts that are signed in; the others' registry is not loaded. What remains there names a file
; that is not there any more, and starts nothing.
Function ${UN}RemoveLoginItems
  DeleteRegValue HKCU "${RUN_KEY}" "${APP_ID}"
  DeleteRegValue HKCU "${APPROVED_KEY}" "${APP_ID}"
  ${If} $Mode == "CurrentUser"
    Return
  ${EndIf}
  StrCpy $0 0
  ${Do}
    EnumRegKey $1 HKU "" $0
    ${If} $1 == ""
      ${ExitDo}
    ${EndIf}
    DeleteRegValue HKU "$1\${RUN_KEY}" "${APP_ID}"
    DeleteRegValue HKU "$1\${APPROVED_KEY}" "${APP_ID}"
    IntOp $0 $0 + 1
  ${Loop}
FunctionEnd
!macroend
