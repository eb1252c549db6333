import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { showDone } from '../list-runner.ts';
import { textKeys, useDraft } from './drafts.ts';

type WriteTextProps = {
  /** Names the draft, with its author. */
  readonly draft: string;
  /** The button that opens the form. */
  readonly opens: string;
  readonly hint: string;
  /** Why the operator may not; otherwise null. */
  readonly whyNot: string | null;
  readonly label: string;
  readonly description?: string;
  readonly maxLength: number;
  /** The button that saves the text. */
  readonly saves: string;
  readonly save: (text: string, opId: ReturnType<typeof newOpId>) => Promise<Outcome>;
  /** Further fields. */
  readonly children?: ReactNode;
};

const Buttons = ({
  saves,
  canSave,
  isSaving,
  close,
}: Pick<WriteTextProps, 'saves'> & {
  readonly canSave: boolean;
  readonly isSaving: boolean;
  readonly close: () => void;
}) => (
  <Group gap="xs">
    <Button size="compact-md" type="submit" disabled={!canSave} loading={isSaving}>
      {saves}
    </Button>
    <Button size="compact-md" variant="default" onClick={close}>
      {t('Close')}
    </Button>
  </Group>
);

const Opener = ({
  opens,
  hint,
  whyNot,
  press,
}: Pick<WriteTextProps, 'opens' | 'hint' | 'whyNot'> & { readonly press: () => void }) => (
  <Button
    size="compact-sm"
    variant="default"
    mt="xs"
    disabled={whyNot !== null}
    title={whyNot ?? hint}
    onClick={press}
  >
    {opens}
  </Button>
);

/** A text that staff write about a request: a button, and its form, which keeps the text until it is saved. */
export const WriteText = ({
  draft,
  opens,
  hint,
  whyNot,
  saves,
  save,
  children,
  ...field
}: WriteTextProps) => {
  const [text, write] = useDraft(draft);
  const [isOpen, setIsOpen] = useState(text !== '');
  // A form that is open because of its draft must not take the focus.
  const [isAsked, setIsAsked] = useState(false);
  const saving = useMutation({
    mutationFn: (opId: ReturnType<typeof newOpId>) => save(text, opId),
    onSuccess: (outcome) => {
      showDone(outcome);
      write('');
      setIsOpen(false);
    },
  });
  const close = (): void => setIsOpen(false);
  const press = (): void => {
    setIsAsked(true);
    setIsOpen(true);
  };
  if (!isOpen) return <Opener opens={opens} hint={hint} whyNot={whyNot} press={press} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !saving.isPending) saving.mutate(newOpId());
      }}
      onKeyDown={textKeys(close)}
    >
      <Stack gap="xs" mt="xs">
        <Textarea
          {...field}
          value={text}
          onChange={({ currentTarget }) => write(currentTarget.value)}
          autosize
          minRows={2}
          maxRows={10}
          dir="auto"
          autoFocus={isAsked}
          error={saving.error ? sentenceOf(saving.error) : undefined}
        />
        {children}
        <Buttons saves={saves} canSave={text.trim() !== ''} isSaving={saving.isPending} close={close} />
      </Stack>
    </form>
  );
};
