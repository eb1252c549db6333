; How the files of one version take the place of those of another. The new ones are unpacked beside the old ones, the old ones are moved aside,
; and deleted only when the new ones are in place: whatever fails in between, the old program is there as it was.

; Moves what is below the folder $R8 to the same places below $R9. With $Overwrites it takes the place of what is there.
Function MoveTree
  CreateDirectory "$R9"
  FindFirst $R0 $R1 "$R8\*"
  ${DoUntil} $R1 == ""
    ${If} $R1 == "."
    ${OrIf} $R1 == ".."
      Nop
    ${ElseIf} ${FileExists} "$R8\$R1\*.*"
      Push $R0
      Push $R1
      Push $R8
      Push $R9
      StrCpy $R8 "$R8\$R1"
      StrCpy $R9 "$R9\$R1"
      Call MoveTree
      Pop $R9
      Pop $R8
      Pop $R1
      Pop $R0
    ${Else}
      ${If} $Overwrites == 1
        Delete "$R9\$R1"
      ${EndIf}
      Push "$R8\$R1"
      Push "$R9\$R1"
      Call MoveFile
    ${EndIf}
    FindNext $R0 $R1
  ${Loop}
  FindClose $R0
  RMDir "$R8"
FunctionEnd

; Moves the old files aside: those of its version by its own uninstaller, and what is left by the names of this version.
Function SetAside
  StrCpy $Failed 0
  ClearErrors
  CreateDirectory "$OldFolder\${OLD}"
  ${If} ${Errors}
    StrCpy $Failed 1
    Return
  ${EndIf}
  ${If} ${FileExists} "$OldFolder\${UNINSTALLER}"
    ExecWait '"$OldFolder\${UNINSTALLER}" /S --set-aside _?=$OldFolder' $0
    ${If} $0 != 0
      StrCpy $Failed 1
      Return
    ${EndIf}
  ${EndIf}
  !insertmacro SetAsideFile "$OldFolder" "${UNINSTALLER}"
  !insertmacro SetAsideFiles "$OldFolder"
FunctionEnd

; Brings the old files back.
Function PutBack
  ${If} ${FileExists} "$OldFolder\${OLD}\*.*"
    StrCpy $R8 "$OldFolder\${OLD}"
    StrCpy $R9 "$OldFolder"
    StrCpy $Overwrites 1
    StrCpy $Failed 0
    Call MoveTree
  ${EndIf}
FunctionEnd

; Replaces the old files by those in ${NEW}. Sets $Failed if it could not be done, and then the old ones are back.
Function Replace
  Call SetAside
  ${If} $Failed == 0
    StrCpy $R8 "$INSTDIR\${NEW}"
    StrCpy $R9 "$INSTDIR"
    StrCpy $Overwrites 0
    Call MoveTree
    ${If} $Failed == 0
      ClearErrors
      WriteUninstaller "$INSTDIR\${UNINSTALLER}"
      ${If} ${Errors}
        StrCpy $Failed 1
      ${EndIf}
    ${EndIf}
    ${If} $Failed == 1
      !insertmacro RemoveFiles "$INSTDIR"
      Delete "$INSTDIR\${UNINSTALLER}"
    ${EndIf}
  ${EndIf}
  ${If} $Failed == 1
    Call PutBack
    StrCpy $Failed 1
    Return
  ${EndIf}
  ; From here on the new version counts: an installation that is cut off does not bring the old one back.
  Rename "$OldFolder\${OLD}" "$OldFolder\${DONE}"
  RMDir /r "$OldFolder\${DONE}"
  ${If} $OldFolder != $INSTDIR
    RMDir "$OldFolder"
  ${EndIf}
FunctionEnd
