import { Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { messageLabel, type LetterCode } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterPreview as Preview, TemplateView } from '../../../../shared/ipc/calls/letters.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import { t } from '../../../../shared/words/words.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { LetterText } from '../../components/LetterText.tsx';
import { newOpId } from '../../api/ids.ts';
import { CallButton } from '../../components/CallButton.tsx';
import { leaveBy, useUnsaved } from '../../places/leave-guard.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import { tx } from '../../components/tx.ts';
import { mayNot } from '../../steps/administration.ts';
import { ForOneLibrary } from './ForOneLibrary.tsx';
import { FieldChips, useInsertion } from './FieldChips.tsx';
import { LetterLanguage } from './LetterLanguage.tsx';
import classes from './LetterSettings.module.css';

/** A preview of a letter with the edited text, and its errors. */
const LetterPreview = ({
  libraryId,
  code,
  subject,
  body,
}: {
  readonly libraryId: LibraryId;
  readonly code: LetterCode;
  readonly subject: string;
  readonly body: string;
}) => {
  const [externalId, setExternalId] = useState('');
  const wanted = useDeferredValue({ libraryId, code, subject, body, externalId });
  const preview = useQuery({
    queryKey: ['messages', 'preview', wanted],
    queryFn: () => ask('letters.preview', wanted),
    placeholderData: (before: Preview | undefined) => before,
    // Each keystroke is a query of its own: none is cached.
    gcTime: 0,
  });
  return (
    <Stack gap="sm">
      <TextInput
        label={t('Preview for request')}
        description={t('External identifier; leave blank for a sample request')}
        maxLength={64}
        value={externalId}
        onChange={({ currentTarget }) => setExternalId(currentTarget.value)}
      />
      {preview.error && <Text role="status">{sentenceOf(preview.error)}</Text>}
      {preview.data && preview.data.faults.length > 0 && (
        <div role="alert">
          {preview.data.faults.map(({ part, line, message }) => (
            <Text key={`${part} ${line} ${message}`} c="var(--desk-stop)">
              {part === 'subject' ? t('Subject') : t('Line {line}', { line })}: {message}
            </Text>
          ))}
        </div>
      )}
      {preview.data && (
        <LetterText label={t('Preview')} subject={preview.data.subject} body={preview.data.body} />
      )}
    </Stack>
  );
};

const readers = { patron: t('to the patron'), partner: t('to the partner') } as const;

type Draft = Pick<TemplateView, 'subject' | 'body'>;

const templatesKey = (libraryId: LibraryId) => ['messages', 'templates', libraryId] as const;

/** A text being edited, and the two calls that store it. Fields without input have their stored values. */
const useTemplate = (libraryId: LibraryId, template: TemplateView, refusal: string | null) => {
  const { code } = template;
  const client = useQueryClient();
  const [typed, setTyped] = useState<Partial<Draft>>({});
  const draft: Draft = { subject: template.subject, body: template.body, ...typed };
  const stored = {
    onSuccess: (now: TemplateView): void => {
      client.setQueryData<TemplateView[]>(templatesKey(libraryId), (all) =>
        all?.map((one) => (one.code === code ? now : one)),
      );
      setTyped({});
    },
  };
  const save = useMutation({
    mutationFn: () =>
      ask('letters.saveTemplate', {
        opId: newOpId(),
        libraryId,
        code,
        subject: draft.subject,
        body: draft.body,
      }),
    ...stored,
  });
  const reset = useMutation({
    mutationFn: () => ask('letters.resetTemplate', { opId: newOpId(), libraryId, code }),
    ...stored,
  });
  const changed = draft.subject !== template.subject || draft.body !== template.body;
  useUnsaved(changed && refusal === null);
  return {
    draft,
    put: (change: Partial<Draft>): void => setTyped({ ...typed, ...change }),
    changed,
    save,
    reset,
    error: save.error ?? reset.error,
  };
};

const Buttons = ({
  template,
  edited: { changed, save, reset, error },
  refusal,
}: {
  readonly template: TemplateView;
  readonly edited: ReturnType<typeof useTemplate>;
  readonly refusal: string | null;
}) => (
  <>
    <Group>
      <CallButton variant="filled" call={save} disabled={refusal !== null || !changed}>
        {t('Save text')}
      </CallButton>
      <CallButton call={reset} disabled={refusal !== null || (!template.changed && !changed)}>
        {t('Restore default text')}
      </CallButton>
      <Text role="status" size="sm">
        {changed ? t('Not saved yet') : template.changed ? t('Changed by this library') : t('Default text')}
      </Text>
    </Group>
    {refusal !== null && <Text>{refusal}</Text>}
    <NotDone error={error} />
  </>
);

const Editor = ({
  libraryId,
  template,
  refusal,
}: {
  readonly libraryId: LibraryId;
  readonly template: TemplateView;
  readonly refusal: string | null;
}) => {
  const edited = useTemplate(libraryId, template, refusal);
  const { subject, body } = edited.draft;
  const { first, entered, insert } = useInsertion();
  return (
    <div className={classes['sides']}>
      <Stack gap="sm">
        <TextInput
          label={t('Subject')}
          value={subject}
          maxLength={800}
          onFocus={entered}
          onChange={({ currentTarget }) => edited.put({ subject: currentTarget.value })}
        />
        <Textarea
          ref={first}
          label={t('Text')}
          rows={12}
          classNames={{ input: classes['text'] ?? '' }}
          onFocus={entered}
          maxLength={8000}
          value={body}
          onChange={({ currentTarget }) => edited.put({ body: currentTarget.value })}
        />
        <FieldChips fields={template.fields} locked={refusal !== null} insert={insert} />
        <Buttons {...{ template, edited, refusal }} />
        <Text size="sm" c="dimmed">
          {tx('Text between {part} and {part2} is left out if the field is empty.', {
            part: <code>{'{{#note}}'}</code>,
            part2: <code>{'{{/note}}'}</code>,
          })}
        </Text>
      </Stack>
      <LetterPreview libraryId={libraryId} code={template.code} subject={subject} body={body} />
    </div>
  );
};

const LettersOfLibrary = ({
  library,
  refusal,
}: {
  readonly library: LibraryRecord;
  readonly refusal: string | null;
}) => {
  const libraryId = library.id;
  const templates = useQuery({
    queryKey: templatesKey(libraryId),
    queryFn: () => ask('letters.templates', { libraryId }),
  });
  const [chosen, setChosen] = useState('patron-item-ready');
  if (templates.isError) return <LoadFailed error={templates.error} retry={() => void templates.refetch()} />;
  const template = templates.data?.find(({ code }) => code === chosen);
  if (!templates.data || !template) return <Waiting rows={8} />;
  return (
    <Stack gap="sm" w="100%">
      <Group align="flex-start" gap="lg">
        <NativeSelect
          label={t('Letter')}
          w="24rem"
          maw="100%"
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
        <LetterLanguage library={library} refusal={refusal} />
      </Group>
      <Editor key={chosen} {...{ libraryId, template, refusal }} />
    </Stack>
  );
};

/** The language and the texts of each library's letters, each with a preview beside it. */
export const LetterSettings = ({ state }: { readonly state: AppState }) => (
  <ForOneLibrary state={state}>
    {(library) => (
      <LettersOfLibrary
        library={library}
        refusal={mayNot(state, t('Changing letters'), library.id, library.name)}
      />
    )}
  </ForOneLibrary>
);
