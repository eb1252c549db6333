import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconClock from '@tabler/icons-react/icons/IconClock';
import IconMail from '@tabler/icons-react/icons/IconMail';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { placesWords } from '../../../../../shared/domain/item-places.ts';
import { dueStageOf } from '../../../../../shared/domain/life/due-stage.ts';
import { marksNotInStatus } from '../../../../../shared/domain/life/marks.ts';
import type { ColumnName } from '../../../../../shared/domain/request-fields.ts';
import { isSet } from '../../../../../shared/domain/volume-names.ts';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { StatusWord } from '../../../components/StatusBadge.tsx';
import { DayCell, WhenCell } from '../../../components/table/cells/Days.tsx';
import { Identifier } from '../../../components/table/cells/Identifier.tsx';
import { Mark, NotesLink } from '../../../components/table/cells/Marks.tsx';
import { Line, TextCell, TwoLines } from '../../../components/table/cells/Text.tsx';
import { TitleCell } from '../../../components/table/cells/Title.tsx';
import type { CellFacts, TableColumn } from '../../../components/table/columns.ts';
import {
  codePx,
  dayPx,
  nameWidths,
  statusPx,
  titleWidths,
  wantedPx,
} from '../../../components/table/widths.ts';
import { partnerBelow } from '../../../requests/partner-below.ts';
import { hashOf } from '../../../places/routes.ts';
import { conditionWords } from '../../../requests/condition-words.ts';
import { openDetails } from '../../../requests/details/open-details.ts';
import classes from './RequestTable.module.css';
import { factWords } from '../../../components/Facts.tsx';

/** Title, author and requester, after the icons for notes and open questions. */
const Title = ({ row, facts }: { readonly row: RequestRow; readonly facts: CellFacts }) => {
  const condition = row.condition && conditionWords(row.condition, facts);
  const unread = row.unreadMessages;
  const marks = [
    ...marksNotInStatus(row, facts),
    ...(condition?.urgent && !facts.hasColumn('replyBy') ? [{ words: condition.short, isUrgent: true }] : []),
  ];
  return (
    <TitleCell
      title={row.title}
      author={row.author}
      reader={facts.hasColumn('requester') ? '' : row.patronName}
      facts={facts}
      marks={
        marks.length === 0 && row.activeNotes === 0 && unread === 0 ? null : (
          <>
            {row.activeNotes > 0 && (
              <NotesLink
                label={t('Request with active notes')}
                count={row.activeNotes}
                href={hashOf({ page: 'requests', request: row.id, view: null })}
                current={facts.current}
                open={() => openDetails(row.id, 'notes')}
              />
            )}
            {unread > 0 && (
              <Mark
                words={t('{unread, plural, one {New message} other {# new messages}}', { unread })}
                icon={IconMail}
              />
            )}
            {marks.map(({ words, isUrgent }) => (
              <Mark key={words} words={words} isUrgent={isUrgent} />
            ))}
          </>
        )
      }
    />
  );
};

/** The open questions and the condition, in words. */
const Attention = ({ row, facts }: { readonly row: RequestRow; readonly facts: CellFacts }) => {
  const condition = row.condition && conditionWords(row.condition, facts);
  const marks = marksNotInStatus(row, facts);
  const isUrgent = marks.some((mark) => mark.isUrgent) || condition?.urgent === true;
  const words = factWords([...marks.map((mark) => mark.words), condition && condition.short]);
  if (words === '') return null;
  const Icon = isUrgent ? IconAlertTriangle : IconClock;
  return (
    <span
      className={classes['attention']}
      data-urgent={isUrgent || undefined}
      title={factWords([...marks.map((mark) => mark.words), condition && condition.full])}
    >
      <Icon size={16} aria-hidden />
      <TextCell text={words} compact={facts.compact} />
    </span>
  );
};

const Items = ({ row, compact }: { readonly row: RequestRow; readonly compact: boolean }) => {
  const [first] = row.places;
  if (!first) return null;
  const of =
    row.volumesExpected === null ? '' : t(' of {volumesExpected}', { volumesExpected: row.volumesExpected });
  const more =
    row.volumesReceived > 1
      ? t(' and {volumesReceived} more', { volumesReceived: row.volumesReceived - 1 })
      : '';
  const came = isSet(row.volumesExpected) && `${row.volumesReceived}${of}`;
  return (
    <TwoLines
      text={`${first.barcode}${more}`}
      below={factWords([placesWords(row.places), came])}
      compact={compact}
    />
  );
};

/** Whether there are marks does not depend on the time zone of their dates. */
const anyZone = { timeZone: 'UTC' };

const isPast = (date: CalendarDate | null, today: CalendarDate): boolean => date !== null && date < today;

/** Whether a date of the request is past, which determines its colour. */
const isOverdue = ({ life, wantedOn, patronDueOn }: RequestRow, today: CalendarDate): boolean =>
  isPast(dueStageOf(life) === 'out' ? wantedOn : null, today) || isPast(patronDueOn, today);

/** The rendering of a column. Widths in pixels. */
type DrawnColumn = Pick<
  TableColumn<RequestRow>,
  'widthPx' | 'leastPx' | 'grow' | 'cell' | 'name' | 'has' | 'givesWay' | 'staysIn'
>;

/**
 * The rendering of each column, in table order. Columns that are never hidden identify a request; the others are hidden if there is no
 * room, for example beside the details, which contain the same information.
 */
export const drawnColumns: Readonly<Record<ColumnName, DrawnColumn>> = {
  externalId: {
    widthPx: codePx(13),
    name: (row, facts) => `${row.externalId} ${partnerBelow(row, facts)}`.trim(),
    cell: (row, facts) => (
      <Identifier text={row.externalId} current={facts.current} below={partnerBelow(row, facts)} />
    ),
  },
  title: { ...titleWidths, cell: (row, facts) => <Title row={row} facts={facts} /> },
  requester: {
    ...nameWidths,
    has: ({ patronName }) => patronName !== '',
    cell: (row) => <Line text={row.patronName} />,
  },
  partner: {
    ...nameWidths,
    // When hidden it is shown below the identifier, if rows have two lines.
    givesWay: 7,
    staysIn: 'compact',
    has: ({ partnerName }) => partnerName !== '',
    cell: (row) => <Line text={row.partnerName} />,
  },
  status: {
    widthPx: statusPx,
    cell: (row, { today }) => <StatusWord status={row.status} isLate={isOverdue(row, today)} />,
  },
  replyBy: {
    widthPx: dayPx,
    has: ({ condition }) => (condition?.replyBy ?? null) !== null,
    cell: ({ condition }, facts) => <DayCell date={condition?.replyBy ?? null} counts facts={facts} />,
  },
  conditionReason: {
    widthPx: 150,
    grow: 0.5,
    givesWay: 6,
    has: ({ condition }) => condition !== null && condition.words !== '',
    cell: ({ condition }, { compact }) => <TextCell text={condition?.words ?? ''} compact={compact} />,
  },
  dueOn: {
    widthPx: wantedPx,
    has: ({ wantedOn }) => wantedOn !== null,
    cell: ({ wantedOn, openSince, life }, facts) => (
      <DayCell
        date={wantedOn}
        counts={dueStageOf(life) === 'out'}
        recalledBy={openSince.backBy}
        facts={facts}
      />
    ),
  },
  patronDueOn: {
    widthPx: dayPx,
    givesWay: 5,
    has: ({ patronDueOn }) => patronDueOn !== null,
    cell: (row, facts) => <DayCell date={row.patronDueOn} counts facts={facts} />,
  },
  attention: {
    widthPx: 180,
    grow: 0.5,
    givesWay: 3,
    has: (row) => row.condition !== null || marksNotInStatus(row, anyZone).length > 0,
    cell: (row, facts) => <Attention row={row} facts={facts} />,
  },
  pickup: {
    widthPx: 165,
    givesWay: 4,
    has: ({ pickupName }) => pickupName !== '',
    cell: (row) => <Line text={row.pickupName} />,
  },
  items: {
    widthPx: 180,
    givesWay: 6,
    has: ({ places }) => places.length > 0,
    cell: (row, { compact }) => <Items row={row} compact={compact} />,
  },
  createdAt: {
    widthPx: dayPx,
    givesWay: 1,
    cell: (row, facts) => <WhenCell at={row.createdAt} facts={facts} />,
  },
  updatedAt: {
    widthPx: dayPx,
    givesWay: 2,
    cell: (row, facts) => <WhenCell at={row.updatedAt} facts={facts} />,
  },
};
