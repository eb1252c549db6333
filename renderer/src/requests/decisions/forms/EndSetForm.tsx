import { Radio, Stack } from '@mantine/core';
import { useRef, useState } from 'react';
import { nameOfPartner } from '../../../../../shared/domain/letters/partner-notifications.ts';
import { activeTurn } from '../../../../../shared/domain/life/life.ts';
import type { StepInput } from '../../../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { canEndSet, endSetPreview } from '../further.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';

type Rest = StepInput<'end-set'>['rest'];

/** Ends a set: the missing volumes will not come from the current partner, or are not wanted. */
export const EndSetForm = () => {
  const { request, submit, showInvalid, edited } = useForm();
  const [rest, setRest] = useState<Rest | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useFirstField(field);
  const active = activeTurn(request.life);
  const name = active ? nameOfPartner(request, active.id) : t('the partner');
  const ways = [
    { rest: 'nothing-more', label: t('Nothing more from {partner}', { partner: name }) },
    { rest: 'not-wanted', label: t('The rest is not wanted') },
  ] as const;
  const open = ways.filter((way) => canEndSet(request, way.rest));
  return (
    <FormFrame
      action="end-set"
      preview={endSetPreview(request, rest)}
      onSubmit={() => {
        if (rest === null) showInvalid(t('Choose what happens to the missing volumes.'));
        else submit({ action: 'end-set', rest });
      }}
    >
      <Radio.Group
        label={t('Missing volumes')}
        value={rest}
        onChange={(chosen) => {
          setRest(open.find((way) => way.rest === chosen)?.rest ?? null);
          edited();
        }}
      >
        <Stack gap="xs" mt={4}>
          {open.map((way, index) => (
            <Radio key={way.rest} value={way.rest} label={way.label} {...(index === 0 && { ref: field })} />
          ))}
        </Stack>
      </Radio.Group>
    </FormFrame>
  );
};
