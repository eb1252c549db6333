import { Button, Group, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/icons/IconTrash';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask, sentenceOf } from '../../../api/desk.ts';
import { useSavedViews } from '../../../api/requests.ts';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import { countOtherFilters, queryOf } from '../../../requests/requests.view.ts';
import classes from './Views.module.css';
import { t } from '../../../../../shared/words/words.ts';

const SaveViewForm = ({ close }: { readonly close: () => void }) => {
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: (given: string) => {
      const { view } = requestsStore().getSnapshot().context;
      return ask('requests.saveView', { name: given, query: queryOf(view), sort: view.sort });
    },
    onSuccess: (_, given) => {
      requestsStore().send({ type: 'view.named', savedName: given });
      close();
    },
  });
  return (
    <form
      className={classes['save']}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') save.mutate(name.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <TextInput
        aria-label={t('View name')}
        placeholder={t('View name')}
        size="xs"
        value={name}
        maxLength={100}
        autoFocus
        dir="auto"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={save.error ? sentenceOf(save.error) : undefined}
      />
      <Group gap="xs" wrap="nowrap">
        <Button size="compact-sm" type="submit" disabled={name.trim() === ''} loading={save.isPending}>
          {t('Save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={close}>
          {t('Cancel')}
        </Button>
      </Group>
    </form>
  );
};

/** Saves the current filters under a name. */
const SaveView = () => {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    // The button is rendered again by then.
    requestAnimationFrame(() => button.current?.focus());
  };
  if (open) return <SaveViewForm close={close} />;
  return (
    <Button
      ref={button}
      size="compact-sm"
      variant="subtle"
      title={t('Save these filters under a name')}
      onClick={() => setOpen(true)}
    >
      {t('Save view')}
    </Button>
  );
};

const DeleteView = ({ id, name }: { readonly id: number; readonly name: string }) => {
  const remove = useMutation({
    mutationFn: () => ask('requests.deleteView', { id }),
    onSuccess: () => requestsStore().send({ type: 'view.named', savedName: null }),
  });
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconTrash size={16} aria-hidden />}
        aria-label={t('Delete view {name}', { name })}
        title={t('Delete view {name}. The requests are kept.', { name })}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        {t('Delete view')}
      </Button>
      {remove.error && <span role="alert">{sentenceOf(remove.error)}</span>}
    </>
  );
};

/** Saves the filters as a view, or deletes the operator's own view that is shown. */
export const ViewKeeping = () => {
  const savedName = useRequests(({ context }) => context.view.savedName);
  const narrowed = useRequests(({ context }) => countOtherFilters(context.view) > 0);
  const own = useSavedViews().data?.find(({ name }) => name === savedName);
  if (own) return <DeleteView key={own.id} id={own.id} name={own.name} />;
  return narrowed ? <SaveView /> : null;
};
