import { app } from 'electron';
import { appId } from '../../../shared/domain/app-id.ts';

/**
 * Tells Windows who this is. It puts windows and links of the same id on one button of the taskbar, and shows notifications only of such
 * programs; the installers give it to the links. Must be called before a window is created.
 */
export const identify = (): void => {
  if (process.platform === 'win32') app.setAppUserModelId(appId);
};
