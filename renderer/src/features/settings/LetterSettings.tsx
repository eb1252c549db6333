import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { messageLabel } from '../../../../shared/domain/messages.ts';
import type { TemplateView } from '../../../../shared/ipc/calls/letters.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { leaveBy, useUnsaved } from '../../shell/navigation/leave-guard.ts';
import { LoadFailed, Waiting } from '../../shell/notices/LoadStates.tsx';
import { mayNot } from './administration.ts';
import { LetterPreview } from './LetterPreview.tsx';
import classes from './LetterSettings.module.css';

const readers = { patron: 'to the patron', partner: 'to the partner' } as const;

const Fields = ({
  fields,
  insert,
}: {
  readonly fields: TemplateView['fields'];
  readonly insert: (field: string) => void;
}) => (
  <details className={classes['fields']}>
    <summary>Fields that this letter may use</summary>
    <Text size="sm" mt="xs">
      A field stands between double braces. What stands between <code>{'{{#note}}'}</code> and{' '}
      <code>{'{{/note}}'}</code> is left out where the field is empty.
    </Text>
    <ul className={classes['list']}>
      {fields.map(({ name, meaning }) => (
        <li key={name}>
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Insert ${name}: ${meaning}`}
            onClick={() => insert(`{{${name}}}`)}
          >
            {`{{${name}}}`}
          </Button>{' '}
          <Text span size="sm">
            {meaning}
          </Text>
        </li>
      ))}
    </ul>
  </details>
);

const Editor = ({
  template,
  refusal,
}: {
  readonly template: TemplateView;
  readonly refusal: string | null;
}) => {
  const [subject, setSubject] = useState(template.subject);
  const [body, setBody] = useState(template.body);
  const box = useRef<HTMLTextAreaElement>(null);
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
  const insert = (field: string): void => {
    const area = box.current;
    const start = area?.selectionStart ?? body.length;
    setBody(`${body.slice(0, start)}${field}${body.slice(area?.selectionEnd ?? start)}`);
    area?.focus();
  };
  return (
    <div className={classes['sides']}>
      <Stack gap="sm">
        <TextInput
          label="Subject"
          value={subject}
          maxLength={800}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
        <Textarea
          ref={box}
          label="Text"
          rows={16}
          maxLength={8000}
          value={body}
          onChange={({ currentTarget }) => setBody(currentTarget.value)}
        />
        <Group>
          <Button
            disabled={refusal !== null || !changed || save.isPending}
            onClick={() => save.mutate(newOpId())}
          >
            Keep the text
          </Button>
          <Button
            variant="default"
            disabled={refusal !== null || (!template.changed && !changed) || reset.isPending}
            onClick={() => reset.mutate(newOpId())}
          >
            Back to the program’s text
          </Button>
        </Group>
        {refusal !== null && <Text>{refusal}</Text>}
        <Text role="status" size="sm">
          {changed
            ? 'Not kept yet'
            : template.changed
              ? 'Changed by your library'
              : 'As the program brings it'}
        </Text>
        {error && (
          <Text role="alert" c="var(--desk-stop)">
            {sentenceOf(error)}
          </Text>
        )}
        <Fields fields={template.fields} insert={insert} />
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
        label="Letter"
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
      <Editor key={chosen} template={template} refusal={mayNot(state, 'Changing letters', null)} />
    </Stack>
  );
};
