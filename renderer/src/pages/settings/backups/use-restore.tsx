import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ask } from '../../../api/desk.ts';
import { RestoreWindow } from './RestoreWindow.tsx';

/** What leads to the window that shows what would change: a backup of the list, or a file that is chosen. */
export type Restore = {
  readonly ofBackup: (name: string) => void;
  readonly ofFile: () => void;
  /** The backup that is being brought; null for none. */
  readonly bringing: string | null;
  readonly opening: boolean;
  readonly error: unknown;
  readonly window: ReactNode;
};

export const useRestore = (): Restore => {
  const bring = useMutation({ mutationFn: (name: string) => ask('backups.bring', { name }) });
  const file = useMutation({ mutationFn: () => ask('backups.bringFile', {}) });
  const picture = bring.data ?? file.data ?? null;
  const close = (): void => {
    bring.reset();
    file.reset();
  };
  return {
    ofBackup: (name) => {
      close();
      bring.mutate(name);
    },
    ofFile: () => {
      close();
      file.mutate();
    },
    bringing: bring.isPending ? bring.variables : null,
    opening: file.isPending,
    error: bring.error ?? file.error,
    window: picture && <RestoreWindow key={picture.token} picture={picture} close={close} />,
  };
};
