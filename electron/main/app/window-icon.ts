import { app } from 'electron';
import { join } from 'node:path';

/** Returns the picture shown by the program's windows and message boxes. */
export const iconFile = (): string => join(app.getAppPath(), 'resources', 'icon.png');

/** Returns the icon option of a window. macOS shows the program's icon instead. */
export const windowIcon = (): { readonly icon?: string } =>
  process.platform === 'darwin' ? {} : { icon: iconFile() };
