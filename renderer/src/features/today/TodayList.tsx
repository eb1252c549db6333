import { Button, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { RequestSummary, TodayCardId } from '../../../../shared/ipc/views.ts';
import { useTodayList } from '../../api/queries.ts';
import { useReceiving } from '../../app/receiving-actor.ts';
import { go, hashOf } from '../../app/routes.ts';
import { DueDay } from '../../components/Dates.tsx';
import { LoadFailed, Nothing, Waiting } from '../../components/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { Pages } from '../../components/Pages.tsx';
import { canReceive, emptyWords } from './card-rules.ts';
import { cardTitles } from './card-titles.ts';

const limit = 50;

const Row = ({ card, request }: { readonly card: TodayCardId; readonly request: RequestSummary }) => {
  const receiving = useReceiving();
  const open = (): void => {
    receiving.send({ type: 'identifier.entered', code: request.externalId, further: false });
    go({ page: 'receiving' });
  };
  const of = request.volumesExpected === null ? '' : ` of ${request.volumesExpected}`;
  return (
    <Table.Tr>
      <Table.Td miw="14rem">
        <Outside text={request.title} />
        <Text size="sm" c="dimmed">
          <a href={hashOf({ page: 'requests', request: request.id, view: null })}>
            <bdi>{request.externalId}</bdi>
          </a>
        </Text>
      </Table.Td>
      <Table.Td>
        <Outside text={request.patronName} />
        <Text size="sm" c="dimmed">
          {request.pickupName}
        </Text>
      </Table.Td>
      <Table.Td>
        <Outside text={request.lenderName} />
      </Table.Td>
      <Table.Td>{request.dueOn && <DueDay date={request.dueOn} />}</Table.Td>
      <Table.Td>
        {statusLabel(request.status)}
        {request.volumesReceived > 0 && (request.volumesExpected ?? 0) !== 1
          ? ` · ${request.volumesReceived}${of}`
          : ''}
      </Table.Td>
      <Table.Td>
        {canReceive(card, request) && (
          <Button
            size="compact-md"
            variant="default"
            onClick={open}
            aria-label={`Receive ${request.externalId}`}
          >
            Receive
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
};

const heads = ['Request', 'Requester, pickup location', 'Lender', 'Due back', 'Status'];

const List = ({ card }: { readonly card: TodayCardId }) => {
  const [offset, setOffset] = useState(0);
  const list = useTodayList(card, { offset, limit });
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={8} />;
  if (list.data.total === 0) return <Nothing>{emptyWords[card]}</Nothing>;
  return (
    <>
      <Table.ScrollContainer minWidth={700} type="native">
        <Table striped aria-label={cardTitles[card]}>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head) => (
                <Table.Th key={head} scope="col">
                  {head}
                </Table.Th>
              ))}
              <Table.Th scope="col">
                <VisuallyHidden>Action</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.data.rows.map((request) => (
              <Row key={request.id} card={card} request={request} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Pages offset={offset} limit={limit} total={list.data.total} turn={setOffset} />
    </>
  );
};

/** The requests behind one of the day's cards; what can be received opens Receiving Items. */
export const TodayList = ({ card }: { readonly card: TodayCardId }) => (
  <>
    <p style={{ margin: 0 }}>
      <a href="#/today">← Today</a>
    </p>
    <Title order={1} size="h2" mb="sm">
      {cardTitles[card]}
    </Title>
    <List card={card} />
  </>
);
