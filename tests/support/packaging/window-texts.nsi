; Writes the texts in the window with the title TITLE into FILE (UTF-16), a line for each, with "* " in front of what is selected: again and again,
; until it is ended.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "${OUT}"

Var Text
Var Selected

; Writes the window $R1, unless it is hidden, and what is in it.
Function WriteWindow
  System::Call 'user32::IsWindowVisible(p R1)i.r0'
  StrCmp $0 0 0 +2
    Return
  ; WM_GETTEXT, and BM_GETCHECK, which other windows answer with 0.
  System::Call 'user32::SendMessageTimeoutW(p R1,i 0x0D,p ${NSIS_MAX_STRLEN},w .s,i 2,i 1000,p 0)'
  Pop $Text
  StrCpy $Selected 0
  System::Call 'user32::SendMessageTimeoutW(p R1,i 0xF0,p 0,p 0,i 2,i 1000,*p .s)'
  Pop $Selected
  StrCmp $Selected 1 0 +2
    StrCpy $Text "* $Text"
  StrCmp $Text "" +2
    FileWriteUTF16LE $9 "$Text$\n"
  Push $R1
  ; GW_CHILD and GW_HWNDNEXT.
  System::Call 'user32::GetWindow(p R1,i 5)p.R1'
  IntPtrCmp $R1 0 written
next:
    Call WriteWindow
    System::Call 'user32::GetWindow(p R1,i 2)p.R1'
    IntPtrCmp $R1 0 written next next
written:
  Pop $R1
FunctionEnd

Section
again:
  FileOpen $9 "${FILE}" w
  FindWindow $R1 "#32770" "${TITLE}"
  IntPtrCmp $R1 0 0 found found
  ; NSIS puts a blank behind the titles of its own pages.
  FindWindow $R1 "#32770" "${TITLE} "
found:
  Call WriteWindow
  FileClose $9
  Sleep 200
  Goto again
SectionEnd
