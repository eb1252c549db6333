import { NativeSelect, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import type { Settings } from '../../../../../shared/domain/settings.ts';
import { slipKinds, type SlipKind } from '../../../../../shared/domain/slips/all-slips.ts';
import { ask } from '../../../api/desk.ts';
import { SlipPaper } from '../../../components/SlipPaper.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import type { SettingsPart } from '../workstation-settings.tsx';
import { SlipRoutes } from './SlipRoutes.tsx';
import { DefaultPrinter } from './DefaultPrinter.tsx';
import classes from './SlipRoutes.module.css';
import { t } from '../../../../../shared/words/words.ts';

/** A preview of a kind of slip on the paper chosen for it at this desk. */
const SamplePreview = ({
  settings,
  here,
}: {
  readonly settings: Pick<Settings, 'printing' | 'slipRoutes'>;
  readonly here: DeskId;
}) => {
  const [kind, setKind] = useState<SlipKind>('receive');
  const { printing, slipRoutes } = settings;
  const sample = useQuery({
    queryKey: ['slips', 'sample', kind, printing, slipRoutes, here],
    queryFn: () => ask('slips.sample', { kind }),
  });
  const { label } = slipKinds[kind];
  return (
    <>
      <Title order={3} size="h4">
        {t('Preview')}
      </Title>
      <NativeSelect
        label={t('Slip')}
        value={kind}
        data={Object.entries(slipKinds).map(([value, facts]) => ({ value, label: facts.label }))}
        onChange={({ currentTarget }) => setKind(currentTarget.value as SlipKind)}
      />
      <div className={classes['preview']}>
        {sample.isError && <LoadFailed error={sample.error} retry={() => void sample.refetch()} />}
        {sample.isPending && <Waiting rows={6} />}
        {sample.data && <SlipPaper {...sample.data} label={t('{label}, as printed', { label })} />}
      </div>
    </>
  );
};

/** Where slips are printed, on which paper, and how they look. */
export const PrintingSettings = ({
  state: { printing, desks, desk },
  ...part
}: SettingsPart & { readonly state: Pick<AppState, 'printing' | 'desks' | 'desk'> }) => (
  <>
    <DefaultPrinter {...part} printing={printing} />
    <SlipRoutes {...part} desks={desks} here={desk.id} />
    <SamplePreview settings={part.settings} here={desk.id} />
  </>
);
