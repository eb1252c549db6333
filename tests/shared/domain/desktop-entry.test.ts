import { expect, test } from 'vitest';
import { desktopEntry } from '../../../shared/domain/desktop-entry.ts';

test('the desktop entry quotes what a desktop would read otherwise', () => {
  const command = ['/a b', '100%', '$HOME', 'back\\slash', '"`'];
  expect(desktopEntry({ name: 'Borrow Desk', command, opened: '%u', keys: { Icon: 'borrow-desk' } })).toBe(
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Borrow Desk',
      'Exec="/a b" "100%%" "\\\\$HOME" "back\\\\\\\\slash" "\\\\"\\\\`" %u',
      'Terminal=false',
      'Icon=borrow-desk',
      '',
    ].join('\n'),
  );
});
