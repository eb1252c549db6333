import { Menu, type BrowserWindow } from 'electron';

/** A context menu with the usual commands for text fields and selected text. The page has menus of its own for the rest. */
export const offerEditMenu = (window: BrowserWindow): void => {
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const copy = { role: 'copy' } as const;
    Menu.buildFromTemplate(
      isEditable ? [{ role: 'cut' }, copy, { role: 'paste' }, { role: 'selectAll' }] : [copy],
    ).popup({ window });
  });
};
