; Runs the command line in the variable COMMAND_LINE without the rights of an administrator, as Windows starts programs for an administrator
; who was not asked, and ends with its exit code. Its own command line would lose /D=.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
OutFile "${OUT}"

Section
  ReadEnvStr $9 "COMMAND_LINE"
  System::Call 'advapi32::OpenProcessToken(p -1,i 0xF01FF,*p .r1)'
  System::Alloc 128
  Pop $2
  ; The group of administrators counts for refusals only.
  System::Call 'advapi32::CreateWellKnownSid(i 26,p 0,p r2,*i 128)'
  System::Call '*(p r2,i 0,i 0)p.r4'
  System::Call 'advapi32::CreateRestrictedToken(p r1,i 0,i 1,p r4,i 0,p 0,i 0,p 0,*p .r5)'
  System::Call '*(i 104,i 0,p 0,p 0,p 0,i 0,i 0,i 0,i 0,i 0,i 0,i 0,i 0,i 0,i 0,p 0,p 0,p 0,p 0)p.r7'
  System::Call '*(p 0,p 0,i 0,i 0)p.r8'
  System::Call 'advapi32::CreateProcessAsUserW(p r5,p 0,w r9,p 0,p 0,i 0,i 0,p 0,p 0,p r7,p r8)i.r0'
  StrCpy $R2 99
  StrCmp $0 0 ended
  System::Call '*$8(p .R1)'
  System::Call 'kernel32::WaitForSingleObject(p R1,i 60000)'
  System::Call 'kernel32::GetExitCodeProcess(p R1,*i .R2)'
ended:
  SetErrorLevel $R2
SectionEnd
