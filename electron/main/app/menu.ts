import { Menu } from 'electron';
import type { MenuCommand } from '../../../shared/domain/commands.ts';
import { menuTemplate, type MenuOptions } from './menu-template.ts';

/** Builds the program's menu and installs it. `send` passes a chosen command to the page. */
export const buildMenu = (send: (command: MenuCommand) => void, options: MenuOptions): void => {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(send, options)));
};
