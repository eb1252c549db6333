import { app } from 'electron';
import { join } from 'node:path';

/** The mark as a picture: what windows and boxes of the program show. */
export const iconFile = (): string => join(app.getAppPath(), 'resources', 'icon.png');

/** For the options of a window. macOS shows the icon of the program instead. */
export const windowIcon = (): { readonly icon?: string } =>
  process.platform === 'darwin' ? {} : { icon: iconFile() };
