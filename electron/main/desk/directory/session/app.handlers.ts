import type { Handlers } from '../../../ipc/handlers.ts';
import type { AppStateService } from './app-state.service.ts';

/** The calls about who works where, and how this workstation is set up. */
export const appHandlers = (
  service: AppStateService,
): Handlers<
  | 'app.load'
  | 'app.chooseDesk'
  | 'app.signIn'
  | 'app.signOut'
  | 'app.saveSettings'
  | 'app.openDataFolder'
  | 'app.reportError'
> => ({
  'app.load': service.load,
  'app.chooseDesk': service.chooseDesk,
  'app.signIn': service.signIn,
  'app.signOut': service.signOut,
  'app.saveSettings': service.saveSettings,
  'app.openDataFolder': service.openDataFolder,
  'app.reportError': service.reportError,
});
