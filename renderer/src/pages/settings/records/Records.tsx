import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { LoadFailed, Nothing, Waiting } from '../../../steps/LoadStates.tsx';
import { PageNotice, type PageNews } from '../../../shell/notices/PageNotice.tsx';
import { RecordEditor, RecordWindow } from './OpenRecord.tsx';
import { valuesOf, type RecordKind, type Saved } from './record-kind.ts';
import classes from './records.module.css';
import { RowList, type Column, type Row, type RowListProps } from './RowList.tsx';
import type { Open } from './use-record.ts';
import { t } from '../../../../../shared/words/words.ts';

/** A notice about the last saved or deleted record, with an undo. */
const useRecordNews = <V extends object>(kind: RecordKind<V>) => {
  const [news, setNews] = useState<PageNews | null>(null);
  const dismiss = useCallback(() => setNews(null), []);
  /** @param undo undoes the change */
  const back = async (undo: () => Promise<unknown>): Promise<void> => {
    try {
      const { moved = '' } = (await undo()) as Partial<Saved>;
      setNews({ words: `${t('Undone.')} ${moved}`.trimEnd(), failed: false });
    } catch (error) {
      setNews({ words: sentenceOf(error), failed: true });
    }
  };
  return {
    news,
    dismiss,
    /** @param before the previous record; null if there was none */
    saved: ({ id, moved = '' }: Saved, values: V, before: V | null, opId: OpId): void =>
      setNews({
        words: `${t('{name} is saved.', { name: kind.nameOf(values) })} ${moved}`.trimEnd(),
        failed: false,
        undo: () =>
          void back(() => {
            if (before === null) return kind.remove(id, newOpId());
            return kind.undo?.(id, before, opId, newOpId()) ?? kind.save(id, before, newOpId());
          }),
      }),
    removed: (values: V): void =>
      setNews({
        words: t('{name} was deleted.', { name: kind.nameOf(values) }),
        failed: false,
        undo: () => void back(() => kind.save(null, values, newOpId())),
      }),
  };
};

type Shown<V> = {
  readonly open: (Open<V> & { readonly key: number }) | null;
  /** The element to focus once the form is closed. */
  readonly focus: number | 'add' | null;
};

/** Tracks the open record, and what to focus when it is closed. */
const useShown = <V extends object>() => {
  const [{ open, focus }, set] = useState<Shown<V>>({ open: null, focus: null });
  return {
    open,
    focusId: open === null && typeof focus === 'number' ? focus : null,
    isFocusOnAdd: (ids: readonly number[]): boolean =>
      open === null && focus !== null && (focus === 'add' || !ids.includes(focus)),
    show: (next: Open<V>): void => set({ open: { ...next, key: Date.now() }, focus: null }),
    stored: (id: number, values: V): void =>
      set((now) => ({ ...now, open: now.open && { ...now.open, id, values } })),
    close: (id: number | null): void => set({ open: null, focus: id ?? 'add' }),
    // The key that opens a record counts as such a move, too.
    moved: (): void => set((now) => ({ ...now, focus: null })),
  };
};

/** The Add button takes the focus if the list does not contain the last record. */
const useAddButton = (isNext: boolean): RefObject<HTMLButtonElement | null> => {
  const add = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isNext && document.activeElement === document.body) add.current?.focus();
  }, [isNext]);
  return add;
};

type RecordsProps<R extends Row & V, V extends object> = {
  readonly kind: RecordKind<V>;
  readonly label: string;
  readonly query: Pick<UseQueryResult, 'error' | 'refetch'>;
  readonly rows: readonly R[] | undefined;
  readonly columns: readonly Column<R>[];
  /** Null, or why the operator may not add a record here. */
  readonly mayAdd: string | null;
  /** The same for a row. */
  readonly mayChange: (values: V, id: number | null) => string | null;
  readonly empty: string;
  /** Content above and below the list. */
  readonly search?: ReactNode;
  readonly pages?: ReactNode;
  /** The form replaces the list, as there is too much of it for a window. */
  readonly inPage?: boolean;
  /** Further content of a stored record, below its form in the page. */
  readonly beside?: (id: number) => ReactNode;
};

/** The records of one kind: their list, and the form of the open record. */
export const Records = <R extends Row & V, V extends object>(props: RecordsProps<R, V>) => {
  const { kind, rows, mayAdd, mayChange, search = null, pages = null, beside } = props;
  const shown = useShown<V>();
  const { news, dismiss, saved, removed } = useRecordNews(kind);
  const add = useAddButton(shown.isFocusOnAdd(rows?.map(({ id }) => id) ?? []));
  const { open } = shown;
  const show = (next: Open<V>): void => {
    dismiss();
    shown.show(next);
  };
  const form = open && {
    kind,
    open,
    locked: open.id === null ? mayAdd : mayChange(open.values, open.id),
    close: (gone: V | null): void => {
      if (gone) removed(gone);
      shown.close(open.id);
    },
  };
  if (form && (props.inPage === true || beside))
    return (
      <RecordEditor key={form.open.key} {...form} stored={({ id }, values) => shown.stored(id, values)}>
        {form.open.id !== null && beside?.(form.open.id)}
      </RecordEditor>
    );
  return (
    <Stack w="100%" gap="sm" align="flex-start">
      <Group>
        <Button
          ref={add}
          disabled={mayAdd !== null}
          title={mayAdd ?? ''}
          onClick={() => show({ id: null, values: kind.blank, editedAt: null })}
        >
          {t('Add {one}', { one: kind.one })}
        </Button>
        {search}
      </Group>
      {mayAdd !== null && <Text c="dimmed">{mayAdd}</Text>}
      <Listed {...props} focusId={shown.focusId} moved={shown.moved} show={show} />
      {pages}
      <div className={classes['news']}>
        <PageNotice news={news} dismiss={dismiss} />
      </div>
      {form && (
        <RecordWindow
          key={form.open.key}
          {...form}
          stored={(stored, values, opId) => {
            saved(stored, values, form.open.id === null ? null : form.open.values, opId);
            shown.close(stored.id);
          }}
        />
      )}
    </Stack>
  );
};

const Listed = <R extends Row & V, V extends object>({
  kind,
  label,
  query,
  rows,
  columns,
  empty,
  focusId,
  moved,
  show,
}: RecordsProps<R, V> &
  Pick<RowListProps<R>, 'focusId' | 'moved'> & { readonly show: (next: Open<V>) => void }) => {
  if (query.error !== null) return <LoadFailed error={query.error} retry={() => void query.refetch()} />;
  if (!rows) return <Waiting rows={6} />;
  if (rows.length === 0) return <Nothing>{empty}</Nothing>;
  return (
    <RowList
      {...{ label, rows, columns, focusId, moved }}
      open={(row) => show({ id: row.id, values: valuesOf(kind, row), editedAt: row.editedAt ?? null })}
    />
  );
};
