import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown';
import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { orderOfView, readyViewNames, readyViews } from '../../../../../shared/domain/request-list.ts';
import { useSavedViews, useViewCounts } from '../../../api/requests.ts';
import type { PopupPlace } from '../../../components/PopupMenu.tsx';
import { placeOf, PopupMenu } from '../../../components/PopupMenu.tsx';
import type { RequestsEvent } from '../../../requests/requests.types.ts';
import { isNarrowed, readyQuery } from '../../../requests/requests.view.ts';
import { requestsStore, useRequests } from '../../../requests/use-requests.ts';
import { fittingTabs } from './fitting.ts';
import classes from './Views.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

type Tab = {
  readonly key: string;
  readonly label: string;
  /** The number of requests; undefined if not counted. */
  readonly count: string | undefined;
  readonly chosen: boolean;
  readonly choose: RequestsEvent;
};

/** The ready views with their counts, and the operator's own views. */
const useTabs = (countsWanted: boolean): readonly Tab[] => {
  const own = useSavedViews().data ?? [];
  const counts = useViewCounts(countsWanted).data ?? [];
  const ready = useRequests(({ context }) => context.view.facets.ready);
  const savedName = useRequests(({ context }) => context.view.savedName);
  const everything = useRequests(({ context }) => !isNarrowed(context.view));
  const countOf = (name: string): string | undefined => {
    const found = counts.find(({ view }) => view === name);
    return found && `${found.count.toLocaleString(locale)}${found.atLeast ? '+' : ''}`;
  };
  return [
    {
      key: 'all',
      label: t('All requests'),
      count: undefined,
      chosen: everything,
      choose: { type: 'view.chosen', query: readyQuery(null), sort: orderOfView(null), savedName: null },
    },
    ...readyViewNames.map((name): Tab => ({
      key: name,
      label: readyViews[name].label,
      count: countOf(name),
      chosen: ready === name && savedName === null,
      choose: { type: 'view.chosen', query: readyQuery(name), sort: orderOfView(name), savedName: null },
    })),
    ...own.map(({ id, name, query, sort }): Tab => ({
      key: `own ${id}`,
      label: name,
      count: undefined,
      chosen: savedName === name,
      choose: { type: 'view.chosen', query, sort, savedName: name },
    })),
  ];
};

/** The width of the button for the remaining views. */
const morePx = 84;

/** Measures which tabs fit, again whenever the tabs or the available width change. */
const useFitting = (tabs: readonly Tab[]) => {
  const row = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState<readonly number[] | null>(null);
  const [roomPx, setRoomPx] = useState(0);
  useLayoutEffect(() => {
    const element = row.current?.parentElement;
    if (!element) return undefined;
    const look = (): void => setRoomPx(element.clientWidth);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const chosen = tabs.findIndex((tab) => tab.chosen);
  const drawn = tabs.map(({ label, count = '' }) => `${label} ${count}`).join('|');
  useLayoutEffect(() => {
    if (!row.current) return;
    const gapPx = Number.parseFloat(getComputedStyle(row.current).columnGap) || 0;
    const widths = ([...row.current.children] as HTMLElement[])
      .map((tab) => [Number(tab.dataset['place']), tab.offsetWidth + gapPx] as const)
      .sort(([one], [other]) => one - other)
      .map(([, px]) => px);
    setFitting(fittingTabs(widths, roomPx, morePx, chosen));
    // Measured again when the rendered text changes.
  }, [drawn, chosen, roomPx]);
  return { row, fitting: fitting ?? tabs.map((_, index) => index) };
};

/** The arrow keys move between tabs, as usual. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button:not([data-over])')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
  event.preventDefault();
};

const TabButton = ({ tab, ...place }: { readonly tab: Tab } & Record<'data-place' | 'tabIndex', number>) => {
  const { label, count, chosen, choose } = tab;
  return (
    <button
      type="button"
      className={classes['tab']}
      aria-pressed={chosen}
      aria-label={label}
      aria-description={count === undefined ? undefined : t('Requests: {count}', { count })}
      title={label.slice(0, 300)}
      onClick={() => requestsStore().send(choose)}
      {...place}
    >
      <bdi className={classes['name']}>{label}</bdi>
      {count !== undefined && <span className={classes['count']} data-count={count} aria-hidden />}
    </button>
  );
};

/** The views that do not fit into the row. */
const MoreViews = ({ tabs }: { readonly tabs: readonly Tab[] }) => {
  const [menu, setMenu] = useState<PopupPlace | null>(null);
  const more = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={more}
        type="button"
        className={classes['tab']}
        aria-haspopup="menu"
        aria-expanded={menu !== null}
        onClick={({ currentTarget }) => setMenu(placeOf(currentTarget))}
      >
        {t('More')}
        <IconChevronDown size={16} aria-hidden />
      </button>
      {menu && (
        <PopupMenu
          label={t('More views')}
          place={menu}
          items={tabs.map(({ key, label, choose }) => ({
            id: key,
            label,
            why: null,
            run: () => requestsStore().send(choose),
          }))}
          close={(giveFocusBack) => {
            setMenu(null);
            if (giveFocusBack) more.current?.focus();
          }}
        />
      )}
    </>
  );
};

/** The views in one row above the table; those that do not fit are in the menu at its end. */
export const ViewTabs = ({ countsWanted }: { readonly countsWanted: boolean }) => {
  const tabs = useTabs(countsWanted);
  const { row, fitting } = useFitting(tabs);
  const over = tabs.flatMap((_, index) => (fitting.includes(index) ? [] : [index]));
  const stop = Math.max(
    0,
    tabs.findIndex(({ chosen }) => chosen),
  );
  return (
    <section aria-label={t('Views')} className={classes['views']} onKeyDown={walk}>
      <div ref={row} role="toolbar" aria-label={t('Views')} className={classes['tabs']}>
        {[...fitting, ...over].map((place) => {
          const tab = tabs[place];
          return (
            tab && (
              <TabButton
                key={tab.key}
                tab={tab}
                tabIndex={place === stop ? 0 : -1}
                data-place={place}
                {...(over.includes(place) && { 'data-over': true })}
              />
            )
          );
        })}
      </div>
      {over.length > 0 && <MoreViews tabs={over.flatMap((place) => tabs[place] ?? [])} />}
    </section>
  );
};
