import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AppState } from '../../shared/ipc/views.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

stubDesk();

const show = async (dataAccess: AppState['dataAccess']): Promise<string> => {
  const { DataSettings } = await import('../../renderer/src/pages/settings/DataSettings.tsx');
  const policy = { values: {}, invalid: [], isUnread: false, whyNotJoined: '' };
  await showAsking(
    <DataSettings dataDir="C:\Borrow Desk" dataAccess={dataAccess} version="1" policy={policy} />,
  );
  return document.body.textContent;
};

test.each([
  ['profile', false, false],
  ['closed', false, false],
  ['shared', true, false],
  ['unknown', false, true],
] as const)(
  'whether other accounts can use the data folder is said only if they can, or nobody knows (%s)',
  async (access, isShared, isUnknown) => {
    const text = await show(access);
    expect(screen.queryByText(/Borrow Desk, version 1/)).not.toBeNull();
    expect(text.includes('Other accounts on this computer can use this folder too.')).toBe(isShared);
    expect(text.includes('Windows did not report whether other accounts')).toBe(isUnknown);
  },
);
