; A program that crashes: it reads where nothing is.
Unicode true
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
Name "crash"
OutFile "${OUT}"
Section
  System::Call '*16(i .r0)'
SectionEnd
