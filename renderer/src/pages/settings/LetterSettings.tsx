import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { messageLabel } from '../../../../shared/domain/letters/all-letters.ts';
import type { TemplateView } from '../../../../shared/ipc/calls/letters.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { leaveBy, useUnsaved } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { mayNot } from './administration.ts';
import { FieldChips } from './FieldChips.tsx';
import { LetterPreview } from './LetterPreview.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './LetterSettings.module.css';
import { useInsertion } from './use-insertion.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const readers = { patron: t('common.toThePatron'), partner: t('common.toThePartner') } as const;

const Editor = ({
  template,
  refusal,
}: {
  readonly template: TemplateView;
  readonly refusal: string | null;
}) => {
  const [subject, setSubject] = useState(template.subject);
  const [body, setBody] = useState(template.body);
  const take = (kept: TemplateView): void => {
    setSubject(kept.subject);
    setBody(kept.body);
  };
  const { code } = template;
  const save = useMutation({
    mutationFn: (opId: OpId) => ask('letters.saveTemplate', { opId, code, subject, body }),
    onSuccess: take,
  });
  const reset = useMutation({
    mutationFn: (opId: OpId) => ask('letters.resetTemplate', { opId, code }),
    onSuccess: take,
  });
  const error = save.error ?? reset.error;
  const changed = subject !== template.subject || body !== template.body;
  useUnsaved(changed && refusal === null);
  const { first, entered, insert } = useInsertion();
  return (
    <div className={classes['sides']}>
      <Stack gap="sm">
        <TextInput
          label={t('settings.subject')}
          value={subject}
          maxLength={800}
          onFocus={entered}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
        <Textarea
          ref={first}
          label={t('common.text')}
          rows={12}
          classNames={{ input: classes['text'] ?? '' }}
          onFocus={entered}
          maxLength={8000}
          value={body}
          onChange={({ currentTarget }) => setBody(currentTarget.value)}
        />
        <FieldChips fields={template.fields} locked={refusal !== null} insert={insert} />
        <Group>
          <Button
            disabled={refusal !== null || !changed || save.isPending}
            onClick={() => save.mutate(newOpId())}
          >
            {t('settings.keepTheText')}
          </Button>
          <Button
            variant="default"
            disabled={refusal !== null || (!template.changed && !changed) || reset.isPending}
            onClick={() => reset.mutate(newOpId())}
          >
            {t('settings.backToTheProgramsText')}
          </Button>
          <Text role="status" size="sm">
            {changed
              ? t('settings.notKeptYet')
              : template.changed
                ? t('settings.changedByYourLibrary')
                : t('settings.asTheProgramBringsIt')}
          </Text>
        </Group>
        {refusal !== null && <Text>{refusal}</Text>}
        <NotDone error={error} />
        <Text size="sm" c="dimmed">
          {tx('settings.whatStandsBetweenAndIsLeft', {
            part: <code>{'{{#note}}'}</code>,
            part2: <code>{'{{/note}}'}</code>,
          })}
        </Text>
      </Stack>
      <LetterPreview code={code} subject={subject} body={body} />
    </div>
  );
};

/** The texts of letters, each with what it looks like beside it. */
export const LetterSettings = ({ state }: { readonly state: AppState }) => {
  const templates = useQuery({
    queryKey: ['messages', 'templates'],
    queryFn: () => ask('letters.templates', {}),
  });
  const [chosen, setChosen] = useState('patron-item-ready');
  if (templates.isError) return <LoadFailed error={templates.error} retry={() => void templates.refetch()} />;
  const template = templates.data?.find(({ code }) => code === chosen);
  if (!templates.data || !template) return <Waiting rows={8} />;
  return (
    <Stack gap="sm" w="100%">
      <NativeSelect
        label={t('common.letter')}
        maw="24rem"
        value={chosen}
        data={(['patron', 'partner'] as const).map((recipient) => ({
          group: readers[recipient],
          items: templates.data
            .filter((one) => one.recipient === recipient)
            .map(({ code, kind }) => ({
              value: code,
              label: `${messageLabel(recipient, kind)} ${readers[recipient]}`,
            })),
        }))}
        onChange={({ currentTarget: { value } }) => leaveBy(() => setChosen(value))}
      />
      <Editor key={chosen} template={template} refusal={mayNot(state, t('common.changingLetters'), null)} />
    </Stack>
  );
};
