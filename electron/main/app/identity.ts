import { app } from 'electron';

/**
 * The id that the installers give the program's links. Windows puts windows and links of the same id on one button of the taskbar, and shows
 * notifications only of such programs.
 */
const idOnWindows = 'org.borrowdesk.desk';

/** Tells Windows who this is. Must be called before a window is created. */
export const identify = (): void => {
  if (process.platform === 'win32') app.setAppUserModelId(idOnWindows);
};
