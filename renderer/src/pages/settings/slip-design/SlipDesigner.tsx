import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  designedKinds,
  fieldsOf,
  defaultDesign,
  type DesignedKind,
} from '../../../../../shared/domain/slips/design.ts';
import { longestSlipText, type SlipDesign } from '../../../../../shared/domain/slips/slip.ts';
import { slipKinds } from '../../../../../shared/domain/slips/all-slips.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { ask } from '../../../api/desk.ts';
import { SlipPaper } from '../../../components/SlipPaper.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { FormFrame } from '../records/FormFrame.tsx';
import { useRecord } from '../records/use-record.ts';
import { leaveBy } from '../../../places/leave-guard.ts';
import { Logo } from './Logo.tsx';
import { FieldOrder } from './FieldOrder.tsx';
import classes from './SlipDesigner.module.css';
import { t } from '../../../../../shared/words/words.ts';

const pauseMs = 200;

const Preview = ({ kind, design }: { readonly kind: DesignedKind; readonly design: SlipDesign }) => {
  const [shown] = useDebouncedValue(design, pauseMs);
  const sample = useQuery({
    queryKey: ['slips', 'sample', kind, shown],
    queryFn: () => ask('slips.sample', { kind, design: { ...shown, fields: [...shown.fields] } }),
    placeholderData: keepPreviousData,
  });
  const { label } = slipKinds[kind];
  return (
    <div className={classes['paper']}>
      {sample.isError && <LoadFailed error={sample.error} retry={() => void sample.refetch()} />}
      {sample.isPending && <Waiting rows={6} />}
      {sample.data && <SlipPaper {...sample.data} label={t('{label}, as printed', { label })} />}
    </div>
  );
};

const same = (one: SlipDesign, other: SlipDesign): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The fields of a slip, their order and size, with a preview. */
const DesignForm = ({ kind, state }: { readonly kind: DesignedKind; readonly state: AppState }) => {
  const { designs } = state.settings.slipDesigns;
  const stored = designs.find((design) => design.kind === kind);
  const record = useRecord<SlipDesign>(
    { text: stored?.text ?? '', fields: fieldsOf(kind, stored) },
    ({ text, fields }, opId) => {
      const design = { kind, text: text.trim(), fields };
      // The default design is not stored: a newer version may have a better one.
      const isUsual = same({ text: design.text, fields }, defaultDesign(kind));
      const others = designs.filter((each) => each.kind !== kind);
      const settings = { slipDesigns: { designs: [...others, ...(isUsual ? [] : [design])] } };
      return ask('app.saveInstallationSettings', { opId, settings });
    },
    [],
  );
  const { draft, put } = record;
  const locked = mayNot(state, t('Changing how the library works'), null);
  return (
    <div className={classes['sides']}>
      <FormFrame label={slipKinds[kind].label} record={record} locked={locked} focusFirst={false}>
        <Text>{t('New slips look like this at all desks. Earlier slips reprint as they were.')}</Text>
        <TextInput
          label={t('Your text')}
          description={t('For example, your opening hours. Printed where “Your text” is in the list.')}
          maxLength={longestSlipText}
          dir="auto"
          value={draft.text}
          onChange={({ currentTarget }) => put({ text: currentTarget.value })}
        />
        <FieldOrder kind={kind} fields={draft.fields} put={(fields) => put({ fields })} />
        <Button
          variant="default"
          disabled={same(draft, defaultDesign(kind))}
          onClick={() => put(defaultDesign(kind))}
        >
          {t('Reset layout')}
        </Button>
      </FormFrame>
      <Preview kind={kind} design={draft} />
    </div>
  );
};

/** The design of each kind of slip. */
export const SlipDesigner = ({ state }: { readonly state: AppState }) => {
  const [kind, setKind] = useState<DesignedKind>('receive');
  return (
    <>
      <Logo state={state} />
      <NativeSelect
        label={t('Slip')}
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
