import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { designedKinds, type DesignedKind } from '../../../../../shared/domain/slips/design.ts';
import { slipKinds } from '../../../../../shared/domain/slips/all-slips.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { leaveBy } from '../../../places/leave-guard.ts';
import { Logo } from './Logo.tsx';
import { DesignForm } from './DesignForm.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** How slips look: a kind of slip, and its design. */
export const SlipDesigner = ({ state }: { readonly state: AppState }) => {
  const [kind, setKind] = useState<DesignedKind>('receive');
  return (
    <>
      <Logo state={state} />
      <NativeSelect
        label={t('printing.slip')}
        value={kind}
        data={designedKinds.map((each) => ({ value: each, label: slipKinds[each].label }))}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value as DesignedKind;
          leaveBy(() => setKind(chosen));
        }}
      />
      <DesignForm key={kind} kind={kind} state={state} />
    </>
  );
};
