; What all programs of the installation know.

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
