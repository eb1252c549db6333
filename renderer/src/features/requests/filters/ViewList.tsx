import { Button, Group, TextInput } from '@mantine/core';
import IconTrash from '@tabler/icons-react/icons/IconTrash';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { readyViewNames, readyViews } from '../../../../../shared/domain/request-list.ts';
import type { SavedView } from '../../../../../shared/ipc/request-views.ts';
import { ask, sentenceOf } from '../../../api/desk.ts';
import { useSavedViews } from '../../../api/requests.ts';
import { requestsStore, useRequests } from '../../../shell/requests/use-requests.ts';
import { firstSort, isNarrowed, queryOf, readyQuery } from '../../../shell/requests/requests.view.ts';
import classes from './Filters.module.css';

const Choice = ({
  label,
  chosen,
  choose,
}: {
  readonly label: string;
  readonly chosen: boolean;
  readonly choose: () => void;
}) => (
  <button
    type="button"
    className={classes['view']}
    aria-pressed={chosen}
    data-autofocus={chosen || undefined}
    onClick={choose}
    title={label.slice(0, 300)}
  >
    <bdi>{label}</bdi>
  </button>
);

const Own = ({ view, onChosen }: { readonly view: SavedView; readonly onChosen: () => void }) => {
  const chosen = useRequests(({ context }) => context.view.savedName === view.name);
  const remove = useMutation({ mutationFn: () => ask('requests.deleteView', { id: view.id }) });
  const { query, sort, name } = view;
  return (
    <li className={classes['own']}>
      <Choice
        label={name}
        chosen={chosen}
        choose={() => {
          requestsStore().send({ type: 'view.chosen', query, sort, savedName: name });
          onChosen();
        }}
      />
      <button
        type="button"
        className={classes['remove']}
        aria-label={`Delete view ${name}`}
        title={`Delete view ${name}`}
        disabled={remove.isPending}
        onClick={() => remove.mutate()}
      >
        <IconTrash size={16} aria-hidden />
      </button>
      {remove.error && <span role="alert">{sentenceOf(remove.error)}</span>}
    </li>
  );
};

/** Keeps what the list shows now under a name. */
const SaveView = () => {
  const [name, setName] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const narrowed = useRequests(({ context }) => isNarrowed(context.view));
  const close = (): void => {
    setName(null);
    // The button is there again with the next picture.
    requestAnimationFrame(() => button.current?.focus());
  };
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
  if (name === null)
    return (
      <Button
        ref={button}
        size="compact-sm"
        variant="subtle"
        disabled={!narrowed}
        title={narrowed ? 'Keep these filters under a name' : 'Search or choose filters first'}
        onClick={() => setName('')}
      >
        Save view
      </Button>
    );
  return (
    <form
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
        label="Name of the view"
        size="xs"
        value={name}
        maxLength={100}
        autoFocus
        dir="auto"
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        error={save.error ? sentenceOf(save.error) : undefined}
      />
      <Group gap="xs" mt={4}>
        <Button size="compact-sm" type="submit" disabled={name.trim() === ''} loading={save.isPending}>
          Save
        </Button>
        <Button size="compact-sm" variant="default" onClick={close}>
          Cancel
        </Button>
      </Group>
    </form>
  );
};

const nothing = (): void => undefined;

/** The views that every desk needs, and the operator's own. @param chosen called when one was chosen */
export const ViewList = ({ chosen = nothing }: { readonly chosen?: () => void }) => {
  const own = useSavedViews().data ?? [];
  const ready = useRequests(({ context }) => context.view.facets.ready);
  const everything = useRequests(({ context }) => !isNarrowed(context.view));
  const show = (name: typeof ready): void => {
    requestsStore().send({ type: 'view.chosen', query: readyQuery(name), sort: firstSort, savedName: null });
    chosen();
  };
  return (
    <section aria-label="Views" className={classes['facet']}>
      <ul className={classes['values']}>
        <li>
          <Choice label="All requests" chosen={everything} choose={() => show(null)} />
        </li>
        {readyViewNames.map((name) => (
          <li key={name}>
            <Choice label={readyViews[name].label} chosen={ready === name} choose={() => show(name)} />
          </li>
        ))}
        {own.map((view) => (
          <Own key={view.id} view={view} onChosen={chosen} />
        ))}
      </ul>
      <SaveView />
    </section>
  );
};
