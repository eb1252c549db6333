// Names that Windows allows, and so every system. Node hands paths to Windows in the form `\\?\C:\…`, which takes names literally that other programs can
// neither open nor delete; a colon opens a second, invisible content of a file.
// Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file

const ofDevices = /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\..*)?$/iu;
const forbidden = /[\p{Cc}<>:"/\\|?*]/gu;

/** Whether a file or folder can have this name on Windows: it is not the name of a device, has no forbidden characters, and ends in no blank or dot. */
export const isFileName = (name: string): boolean =>
  !ofDevices.test(name) && !/[ .]$/u.test(name) && name.search(forbidden) < 0;

/** Returns a text without the characters that file names cannot have. */
export const withoutForbidden = (text: string): string => text.replaceAll(forbidden, ' ');
