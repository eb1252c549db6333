; The sentences of the installer. Those of its usual pages come with NSIS.

!macro Words NAME ENGLISH GERMAN SPANISH
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_GERMAN} "${GERMAN}"
  LangString ${NAME} ${LANG_SPANISH} "${SPANISH}"
!macroend

!insertmacro Words needsWindows10 \
  "${PRODUCT} needs Windows 10 or newer. Nothing was installed." \
  "${PRODUCT} braucht Windows 10 oder neuer. Es wurde nichts installiert." \
  "${PRODUCT} necesita Windows 10 o posterior. No se ha instalado nada."
!insertmacro Words needsAdministrator \
  "Installing ${PRODUCT} for everybody needs an administrator’s approval. Nothing was installed." \
  "Um ${PRODUCT} für alle zu installieren, muss ein Administrator zustimmen. Es wurde nichts installiert." \
  "Para instalar ${PRODUCT} para todos hace falta un administrador. No se ha instalado nada."
!insertmacro Words needsAdministratorToRemove \
  "Removing ${PRODUCT} for everybody needs an administrator’s approval. Nothing was removed." \
  "Um ${PRODUCT} für alle zu entfernen, muss ein Administrator zustimmen. Es wurde nichts entfernt." \
  "Para eliminar ${PRODUCT} para todos hace falta un administrador. No se ha eliminado nada."
!insertmacro Words modeTitle \
  "Who is it for?" \
  "Für wen?" \
  "¿Para quién?"
!insertmacro Words modeText \
  "Choose who can use ${PRODUCT} on this computer." \
  "Wählen Sie, wer ${PRODUCT} auf diesem Computer benutzen kann." \
  "Elija quién puede usar ${PRODUCT} en este equipo."
!insertmacro Words onlyMe \
  "Only for &me" \
  "Nur für &mich" \
  "Solo para &mí"
!insertmacro Words everybody \
  "For &everybody who uses this computer (needs an administrator)" \
  "Für a&lle, die diesen Computer benutzen (braucht einen Administrator)" \
  "Para &todos los que usan este equipo (hace falta un administrador)"
!insertmacro Words stillRunning \
  "${PRODUCT} is still running and cannot be replaced or removed. Finish your work there, on all screens and in all accounts, then choose Retry." \
  "${PRODUCT} läuft noch und kann nicht ersetzt oder entfernt werden. Beenden Sie dort, was offen ist, auf allen Bildschirmen und in allen Konten, und wählen Sie dann Wiederholen." \
  "${PRODUCT} sigue abierto y no se puede sustituir ni eliminar. Termine lo que esté abierto, en todas las pantallas y cuentas, y elija Reintentar."
!insertmacro Words notWritten \
  "${PRODUCT} could not be written to $INSTDIR. The disk may be full, or you may have no permission to write there. Any earlier version is unchanged. No data was changed." \
  "${PRODUCT} konnte nicht nach $INSTDIR geschrieben werden. Vielleicht ist das Laufwerk voll, oder Sie dürfen dort nicht schreiben. Eine frühere Version bleibt unverändert. Es wurden keine Daten geändert." \
  "No se pudo escribir ${PRODUCT} en $INSTDIR. Puede que el disco esté lleno o que no tenga permiso para escribir ahí. Si había una versión anterior, no ha cambiado. No se ha cambiado ningún dato."
!insertmacro Words hereByMsi \
  "${PRODUCT} is already installed on this computer by its MSI package, in $1. Ask your IT staff to update or remove it. Nothing was installed." \
  "${PRODUCT} ist auf diesem Computer bereits mit dem MSI-Paket installiert, in $1. Bitten Sie Ihre IT, dieses zu aktualisieren oder zu entfernen. Es wurde nichts installiert." \
  "${PRODUCT} ya está instalado en este equipo con el paquete MSI, en $1. Pida a informática que lo actualice o elimine. No se ha instalado nada."
!insertmacro Words hereForEverybody \
  "${PRODUCT} is already installed for everybody on this computer, in $1. Update that copy (/allusers), or remove it first. Nothing was installed." \
  "${PRODUCT} ist auf diesem Computer bereits für alle installiert, in $1. Aktualisieren Sie diese Installation (/allusers) oder entfernen Sie sie zuerst. Es wurde nichts installiert." \
  "${PRODUCT} ya está instalado para todos en este equipo, en $1. Actualice esa instalación (/allusers) o elimínela antes. No se ha instalado nada."
!insertmacro Words hereForOne \
  "${PRODUCT} is already installed for one account of this computer, in $1. Update that copy (/currentuser), or remove it first. Nothing was installed." \
  "${PRODUCT} ist auf diesem Computer bereits für ein Konto installiert, in $1. Aktualisieren Sie diese Installation (/currentuser) oder entfernen Sie sie zuerst. Es wurde nichts installiert." \
  "${PRODUCT} ya está instalado para una cuenta de este equipo, en $1. Actualice esa instalación (/currentuser) o elimínela antes. No se ha instalado nada."
!insertmacro Words newerHere \
  "A newer version of ${PRODUCT}, $0, is already installed in $1. Remove it before you install an older one. Nothing was installed." \
  "Eine neuere Version von ${PRODUCT}, $0, ist bereits in $1 installiert. Entfernen Sie sie, bevor Sie eine ältere installieren. Es wurde nichts installiert." \
  "Ya está instalada una versión más reciente de ${PRODUCT}, la $0, en $1. Elimínela antes de instalar una anterior. No se ha instalado nada."
!insertmacro Words unknownSwitch \
  "There is no switch $R2. Nothing was changed." \
  "Den Schalter $R2 gibt es nicht. Es wurde nichts geändert." \
  "No existe la opción $R2. No se ha cambiado nada."
!insertmacro Words noFullPath \
  "/D=$R2 does not name the full path of a folder, such as C:\Tools. Nothing was installed." \
  "/D=$R2 nennt nicht den vollständigen Pfad eines Ordners, zum Beispiel C:\Tools. Es wurde nichts installiert." \
  "/D=$R2 no indica la ruta completa de una carpeta, por ejemplo C:\Tools. No se ha instalado nada."
!insertmacro Words folderInUse \
  "$INSTDIR already contains other files. Choose another folder, or remove that one first. Nothing was installed." \
  "In $INSTDIR liegen bereits andere Dateien. Wählen Sie einen anderen Ordner oder entfernen Sie diesen zuerst. Es wurde nichts installiert." \
  "$INSTDIR ya contiene otros archivos. Elija otra carpeta o elimine esa antes. No se ha instalado nada."
!insertmacro Words folderOfOthers \
  "What everybody starts must be in a folder of this computer that only administrators can change. $INSTDIR is not such a folder, or could not be created. Choose a folder in $PROGRAMFILES64. Nothing was installed." \
  "Was alle starten, muss in einem Ordner dieses Computers liegen, den nur Administratoren ändern können. $INSTDIR ist kein solcher Ordner oder konnte nicht angelegt werden. Wählen Sie einen Ordner unter $PROGRAMFILES64. Es wurde nichts installiert." \
  "Lo que abren todos debe estar en una carpeta de este equipo que solo los administradores puedan cambiar. $INSTDIR no lo es, o no se pudo crear. Elija una carpeta dentro de $PROGRAMFILES64. No se ha instalado nada."
!insertmacro Words notOurFolder \
  "According to Windows, ${PRODUCT} is not installed in $INSTDIR. Nothing was removed." \
  "Laut Windows ist ${PRODUCT} nicht in $INSTDIR installiert. Es wurde nichts entfernt." \
  "Según Windows, ${PRODUCT} no está instalado en $INSTDIR. No se ha eliminado nada."
!insertmacro Words notRemoved \
  "Some files of ${PRODUCT} in $INSTDIR could not be removed. Another program may be using them. Uninstall again." \
  "Einige Dateien von ${PRODUCT} in $INSTDIR konnten nicht entfernt werden. Vielleicht benutzt sie ein anderes Programm. Deinstallieren Sie noch einmal." \
  "Algunos archivos de ${PRODUCT} en $INSTDIR no se pudieron eliminar. Puede que los esté usando otro programa. Vuelva a desinstalar."
!insertmacro Words dataStays \
  "${PRODUCT} will be removed from this folder. The data of your library stays on this computer. Click Uninstall to start." \
  "${PRODUCT} wird aus diesem Ordner entfernt. Die Daten Ihrer Bibliothek bleiben auf diesem Computer. Klicken Sie auf Deinstallieren, um zu beginnen." \
  "${PRODUCT} se eliminará de esta carpeta. Los datos de su biblioteca permanecen en este equipo. Haga clic en Desinstalar para empezar."
!insertmacro Words dataKept \
  "The data of your library was not removed. It is here:" \
  "Die Daten Ihrer Bibliothek wurden nicht entfernt. Sie sind hier:" \
  "Los datos de su biblioteca no se han eliminado. Están aquí:"
!insertmacro Words noData \
  "There is no library data in $DataFolder, and none was removed." \
  "In $DataFolder sind keine Daten einer Bibliothek, und es wurden keine entfernt." \
  "En $DataFolder no hay datos de ninguna biblioteca, y no se ha eliminado ninguno."
!insertmacro Words dataKeptOfEach \
  "The data of your library was not removed. Each account has its own folder. Windows replaces the names between percent signs with the values of the account:" \
  "Die Daten Ihrer Bibliothek wurden nicht entfernt. Jedes Konto hat einen eigenen Ordner. Windows ersetzt die Namen zwischen den Prozentzeichen durch die Werte des Kontos:" \
  "Los datos de su biblioteca no se han eliminado. Cada cuenta tiene su propia carpeta. Windows sustituye los nombres entre signos de porcentaje por los valores de la cuenta:"
!insertmacro Words libraryType \
  "Borrow Desk library" \
  "Borrow-Desk-Bibliothek" \
  "Biblioteca de Borrow Desk"
