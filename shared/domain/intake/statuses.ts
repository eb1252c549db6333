import { type RequestStatus, requestStatusCodes, requestStatuses } from '../request-status.ts';
import { plainWords } from './plain-words.ts';

/** A system's words by the status that they mean, separated by `|`. A trailing `…` matches any continuation. */
type Words = Partial<Readonly<Record<RequestStatus, string>>>;

/**
 * The names of the statuses in English, which Alma uses too. Files have them in whatever language staff work, so they are not translated.
 */
const inEnglish: Readonly<Record<RequestStatus, string>> = {
  REQUEST_CREATED_BOR: 'Created borrowing request',
  READY_TO_SEND: 'Ready to be sent',
  REQUEST_SENT: 'Request sent to partner',
  WILL_SUPPLY: 'Will supply',
  CONDITIONAL: 'Conditional',
  SHIPPED_PHYSICALLY: 'Shipped physically',
  SHIPPED_DIGITALLY: 'Shipped digitally',
  CANCEL_REPLY: 'Waiting for cancel response',
  CANCEL_NOT_ACCEPTED: 'Cancel request not accepted',
  CLAIMED: 'Claimed',
  REJECTED: 'Rejected by partner',
  LOCATE_FAILED: 'Locate failed',
  RECEIVED_PHYSICALLY: 'Physically received by library',
  LOANED: 'Loaned item to patron',
  MEDIATED_RENEWAL: 'Mediated patron renewal',
  RENEW_REQUESTED: 'Renew requested',
  RENEWED: 'Renewed by partner',
  RENEW_NOT_ACCEPTED: 'Renew request not accepted',
  OVERDUE_ITEM: 'Overdue request',
  RECALLED_BOR: 'Recalled by partner',
  RETURNED_BY_PATRON: 'Returned by patron',
  RETURNED_TO_PARTNER: 'Returned item to partner',
  REPORT_LOST: 'Report lost item to partner',
  DAMAGED: 'Report damaged item to partner',
  REQUEST_COMPLETED: 'Request completed',
  RECEIVED_DIGITALLY: 'Digitally received by library',
  CANCELLED: 'Cancelled by partner',
  CANCELLED_BY_PATRON: 'Cancelled by patron',
  CANCELLED_BY_STAFF: 'Cancelled by staff',
  EXPIRED: 'Expired',
};

/** Alma in the languages of its staff; its codes and English labels are the same as ours. */
const alma: Words = {
  REQUEST_CREATED_BOR:
    'Passive Fernleihbestellung wurde erstellt|Borrowing request created|Created|Request created|Solicitud de préstamo creada|Solicitud creada|Demande créée|Richiesta creata',
  READY_TO_SEND: 'Versandbereit|Ready to send|Zum Senden bereit',
  REQUEST_SENT:
    'Bestellung an Partner gesendet|Sent to partner|Request sent|Solicitud enviada al socio|Solicitud enviada|Demande envoyée au partenaire|Demande envoyée|Richiesta inviata al partner|Richiesta inviata',
  WILL_SUPPLY: 'Wird geliefert|Se suministrará|Sera fourni|Sarà fornito',
  CONDITIONAL: 'Bedingt|Conditional reply',
  SHIPPED_PHYSICALLY:
    'Physisch versandt|Physisch versendet|Shipped|Item shipped|Enviado físicamente|Expédié physiquement|Spedito fisicamente',
  SHIPPED_DIGITALLY:
    'Digital versandt|Digital versendet|Enviado digitalmente|Expédié numériquement|Spedito in digitale',
  RECEIVED_PHYSICALLY:
    'Physisch von der Bibliothek empfangen|Physically received|Received by library|Recibido físicamente por la biblioteca|Recibido físicamente|Reçu physiquement par la bibliothèque|Reçu physiquement|Ricevuto fisicamente dalla biblioteca|Ricevuto fisicamente',
  RECEIVED_DIGITALLY:
    'Digital von der Bibliothek empfangen|Digitally received|Recibido digitalmente por la biblioteca|Recibido digitalmente|Reçu numériquement',
  LOANED:
    'Exemplar an Benutzer ausgeliehen|Loaned to patron|Loaned item|Ejemplar prestado al usuario|Prestado al usuario|Exemplaire prêté au lecteur|Prêté au lecteur|Prestato all’utente',
  RENEW_REQUESTED: 'Verlängerung angefragt|Renewal requested',
  RENEWED: 'Von Partner verlängert|Renewed',
  OVERDUE_ITEM: 'Überfällige Bestellung|Überfällig|Overdue',
  RECALLED_BOR: 'Von Partner zurückgerufen|Recalled',
  RETURNED_TO_PARTNER:
    'Exemplar an Partner zurückgegeben|Returned to partner|Returned item|Ejemplar devuelto al socio|Devuelto al socio|Exemplaire retourné au partenaire|Retourné au partenaire|Restituito al partner',
  CANCELLED: 'Von Partner storniert|Cancelado por el socio|Annulé par le partenaire|Annullato dal partner',
  CANCELLED_BY_PATRON:
    'Von Benutzer storniert|Cancelled by requester|Cancelado por el usuario|Annulé par le lecteur|Annullato dall’utente',
  CANCELLED_BY_STAFF:
    'Von Mitarbeiter storniert|Cancelado por el personal|Annulé par le personnel|Annullato dal personale',
  REJECTED: 'Von Partner abgelehnt|Rejected the borrower request|Rejected',
  EXPIRED: 'Abgelaufen',
  REQUEST_COMPLETED:
    'Bestellung abgeschlossen|Completed|Solicitud completada|Demande terminée|Richiesta completata',
};

const illiad: Words = {
  REQUEST_CREATED_BOR:
    'Awaiting Request Processing|Awaiting Copyright Clearance|Awaiting Account Validation|Duplicate Request Review|In Depth Searching',
  READY_TO_SEND: 'Awaiting RAPID Request Sending',
  REQUEST_SENT: 'Request Sent',
  CONDITIONAL: 'Awaiting Conditional Request Processing|Local System Conditional',
  RECEIVED_PHYSICALLY:
    'Awaiting Post Receipt Processing|Awaiting Customer Contact|In Transit to Pickup Location|Customer Notified via E-Mail|Customer Notified via Email|Customer Notified|Customer Notified via …',
  RECEIVED_DIGITALLY: 'Delivered to Web',
  LOANED: 'Checked Out to Customer',
  RENEW_REQUESTED: 'Renewal Requested',
  RENEWED: 'Awaiting Renewal OK Processing|Renewed by …',
  RENEW_NOT_ACCEPTED: 'Awaiting Denied Renewal Processing',
  RECALLED_BOR: 'Awaiting Recalled Processing',
  RETURNED_BY_PATRON:
    'In Transit from Customer|Awaiting Return Label Printing|In Return Address Print Queue|Checked In from Customer',
  REQUEST_COMPLETED: 'Request Finished',
  REJECTED: 'Awaiting Unfilled Processing',
  CANCELLED_BY_PATRON: 'Cancelled by Customer',
  CANCELLED_BY_STAFF: 'Cancelled by ILL Staff',
  CANCEL_NOT_ACCEPTED: 'Awaiting Cancel Refused Processing',
  REPORT_LOST: 'Lost|Awaiting Lost Item Processing',
};

const worldshare: Words = {
  REQUEST_CREATED_BOR: 'Not Reviewed|Reviewed|New for Review|New',
  REQUEST_SENT: 'Submitted|Awaiting Response|Considering|Produced|Pending',
  CONDITIONAL: 'Conditional',
  SHIPPED_PHYSICALLY: 'In Transit|Received?|Shipped',
  CLAIMED: 'Not Received',
  RECEIVED_PHYSICALLY: 'Received/In Use|Received|In Use',
  OVERDUE_ITEM: 'Overdue',
  RECALLED_BOR: 'Item due back|Recalled',
  RETURNED_TO_PARTNER: 'Returned|Returned/Complete?',
  REQUEST_COMPLETED: 'Complete|Closed (Complete)|Closed (Filled)',
  REJECTED: 'Unfilled',
  EXPIRED: 'Closed (Expired)|Closed (Unfilled)|Expired',
  CANCELLED_BY_STAFF: 'Closed (Cancelled)|Closed (Canceled)|Cancelled',
  RENEW_REQUESTED: 'Renewal Requested|Renewal Pending',
  RENEW_NOT_ACCEPTED: 'Renewal Denied',
  RENEWED: 'Renewed|Renewal Accepted',
  REPORT_LOST: 'Lost',
};

const koha: Words = {
  REQUEST_CREATED_BOR: 'NEW|QUEUED|New request|Neue Bestellung',
  READY_TO_SEND: 'REQREV',
  REQUEST_SENT: 'REQ|GENREQ|Bestellt|Requested from partners|Requested',
  RECEIVED_PHYSICALLY: 'RECVD|Eingangsverbucht|SLNP_RECVD',
  LOANED: 'CHK|Ausgeliehen|Checked out',
  RETURNED_BY_PATRON: 'RET|Zurückgegeben|Returned to library',
  RETURNED_TO_PARTNER: 'SENT_BACK|Zurückgesendet|SLNP_SENT_BACK',
  REQUEST_COMPLETED: 'COMP|SLNP_COMP|Abgeschlossen|Abgeholt|Completed',
  REJECTED: 'NEGFLAG|Nicht lieferbar|SLNP_NEGFLAG',
  CANCELLED_BY_STAFF: 'CANC|Storniert|SLNP_CANC',
  CANCEL_REPLY: 'CANCREQ|Cancellation requested',
  REPORT_LOST: 'SLNP_LOST|SLNP_LOST_COMP|Verloren gemeldet',
};

/** ReShare, and other systems that name states like it. */
const reshare: Words = {
  REQUEST_CREATED_BOR: 'REQ_IDLE|REQ_VALIDATED|VALIDATED|SOURCING_ITEM|REQ_SOURCING_ITEM|REQ_REVIEW|New',
  READY_TO_SEND: 'SUPPLIER_IDENTIFIED|REQ_SUPPLIER_IDENTIFIED',
  REQUEST_SENT: 'REQUEST_SENT_TO_SUPPLIER|REQ_REQUEST_SENT_TO_SUPPLIER|Awaiting supplier response',
  WILL_SUPPLY: 'EXPECTS_TO_SUPPLY|REQ_EXPECTS_TO_SUPPLY',
  CONDITIONAL: 'CONDITIONAL_ANSWER_RECEIVED|REQ_CONDITIONAL_ANSWER_RECEIVED',
  SHIPPED_PHYSICALLY: 'REQ_SHIPPED|SHIPPED',
  SHIPPED_DIGITALLY: 'LOANED_DIGITALLY|REQ_LOANED_DIGITALLY',
  RECEIVED_PHYSICALLY: 'BORROWING_LIBRARY_RECEIVED|REQ_BORROWING_LIBRARY_RECEIVED|REQ_CHECKED_IN|CHECKED_IN',
  RECEIVED_DIGITALLY: 'DOCUMENT_DELIVERED|REQ_DOCUMENT_DELIVERED',
  RECALLED_BOR: 'REQ_RECALLED|RECALLED',
  OVERDUE_ITEM: 'REQ_OVERDUE|OVERDUE',
  RETURNED_BY_PATRON:
    'BORROWER_RETURNED|REQ_BORROWER_RETURNED|AWAITING_RETURN_SHIPPING|REQ_AWAITING_RETURN_SHIPPING',
  RETURNED_TO_PARTNER: 'SHIPPED_TO_SUPPLIER|REQ_SHIPPED_TO_SUPPLIER',
  REQUEST_COMPLETED: 'REQUEST_COMPLETE|REQ_REQUEST_COMPLETE|FILLED_LOCALLY|REQ_FILLED_LOCALLY',
  REJECTED: 'UNFILLED|REQ_UNFILLED|END_OF_ROTA|REQ_END_OF_ROTA',
  EXPIRED: 'END_OF_ROTA_REVIEWED|REQ_END_OF_ROTA_REVIEWED',
  CANCELLED_BY_STAFF: 'REQ_CANCELLED',
  CANCEL_REPLY: 'CANCEL_PENDING|REQ_CANCEL_PENDING',
};

/** Words with the same meaning in every system, for files of unknown systems. */
const anywhere: Words = {
  REQUEST_CREATED_BOR: 'New|New/Idle|Created|Requested by patron|Neu|Nueva|Nuevo|Nouvelle|Nuova|Novo|Nieuw',
  READY_TO_SEND: 'Ready|Ready to send|Ready for sending',
  REQUEST_SENT:
    'Sent|Requested|Pending|Ordered|Request sent|Bestellt|Gesendet|Pedido|Solicitado|Commandé|Demandé|Richiesto|Aangevraagd|Besteld',
  WILL_SUPPLY: 'Will supply',
  CONDITIONAL: 'Cond. reply|Conditional|Bedingt|Condicional|Condicionado|Conditionnel|Condizionale',
  SHIPPED_PHYSICALLY:
    'Shipped|In transit|Sent by lender|Dispatched|Versandt|Versendet|Unterwegs|Enviado|En tránsito|Expédié|Spedito|Em trânsito|Verzonden|Onderweg',
  SHIPPED_DIGITALLY: 'Sent electronically|Electronically sent',
  RECEIVED_PHYSICALLY:
    'Received|Arrived|On hold shelf|Awaiting pickup|Available|Ready for pickup|Empfangen|Eingegangen|Eingetroffen|Abholbereit|Recibido|Reçu|Ricevuto|Recebido|Disponível|Ontvangen|Klaar om af te halen|Beschikbaar',
  RECEIVED_DIGITALLY: 'Delivered electronically|Document delivered',
  LOANED:
    'On loan|Loaned|Checked out|Checked out to patron|Lent|With patron|Ausgeliehen|Entliehen|Prestado|En préstamo|Prêté|Emprunté|Prestato|In prestito|Emprestado|Uitgeleend',
  RENEW_REQUESTED: 'Renewal requested|Renewal pending|Verlängerung beantragt|Renovación solicitada',
  RENEWED: 'Renewed|Verlängert|Renovado|Prolongé|Rinnovato|Verlengd',
  OVERDUE_ITEM: 'Overdue|Überfällig|Vencido|En retard|Scaduto|Atrasado|Em atraso|Te laat',
  RECALLED_BOR: 'Recalled|Recall|Zurückgerufen|Zurückgefordert|Reclamado|Rappelé|Richiamato|Teruggevraagd',
  RETURNED_BY_PATRON: 'Returned by patron|Checked in|Brought back',
  RETURNED_TO_PARTNER:
    'Returned|Returned to lender|Sent back|Shipped back|Zurückgesendet|Zurückgeschickt|Devuelto|Retourné|Renvoyé|Restituito|Devolvido|Teruggestuurd',
  REQUEST_COMPLETED:
    'Complete|Completed|Closed|Finished|Done|Filled|Abgeschlossen|Erledigt|Completado|Completada|Terminado|Cerrado|Terminé|Clôturé|Completato|Chiuso|Concluído|Afgehandeld|Voltooid',
  REJECTED:
    'Unfilled|Not supplied|Not Filled|Rejected|Declined|Cannot supply|Abgelehnt|Nicht lieferbar|Rechazado|Refusé|Rifiutato|Rejeitado|Recusado|Afgewezen',
  CANCELLED_BY_STAFF: 'Cancelled|Storniert|Cancelado|Cancelada|Annulé|Annullato|Geannuleerd',
  CANCEL_REPLY: 'Cancel pending|Cancel requested',
  EXPIRED: 'Expired|Abgelaufen|Caducado|Expiré|Expirado|Verlopen',
  CLAIMED: 'Claimed|Not received|Reklamiert',
  REPORT_LOST: 'Lost|Verloren|Perdido|Perdu|Smarrito',
  DAMAGED: 'Damaged|Beschädigt|Dañado|Endommagé|Danneggiato|Danificado|Beschadigd',
};

const statusTables = { alma, illiad, worldshare, koha, reshare, anywhere } as const;
export type StatusTable = keyof typeof statusTables;

/** Returns the key by which words for statuses are compared. `Received?` is a question, not a receipt. */
export const statusKey = (word: string): string =>
  `${plainWords(word).replace(/\bcanceled\b/g, 'cancelled')}${word.trim().endsWith('?') ? '?' : ''}`;

type Compiled = {
  readonly exact: ReadonlyMap<string, RequestStatus>;
  readonly begins: readonly (readonly [string, RequestStatus])[];
};

const compile = (words: Words): Compiled => {
  const exact = new Map<string, RequestStatus>();
  const begins: (readonly [string, RequestStatus])[] = [];
  for (const [status, list] of Object.entries(words) as [RequestStatus, string][])
    for (const word of list.split('|'))
      if (word.endsWith('…')) begins.push([statusKey(word.slice(0, -1)), status]);
      else exact.set(statusKey(word), status);
  return { exact, begins };
};

const compiled = Object.fromEntries(
  Object.entries(statusTables).map(([name, words]) => [name, compile(words)]),
) as Readonly<Record<StatusTable, Compiled>>;

const ours = new Map<string, RequestStatus>(
  requestStatusCodes.flatMap((code) => [
    [statusKey(code), code],
    [statusKey(inEnglish[code]), code],
    [statusKey(requestStatuses[code].label), code],
  ]),
);

/** The status that a system's own table assigns to a word. */
const statusIn = (word: string, { exact, begins }: Compiled): RequestStatus | undefined =>
  exact.get(word) ?? begins.find(([begin]) => word.startsWith(`${begin} `))?.[1];

/**
 * Returns the status that a word of another system means: a code or label of ours, otherwise according to the tables.
 * @param tables the systems to consult, the likeliest first.
 * @param own the meanings that a library has chosen for words, by their keys; null: stored as an unknown status.
 * @returns undefined for an unknown word, which is stored as an unknown status.
 */
export const statusOfWord = (
  word: string,
  tables: readonly StatusTable[],
  own: Readonly<Record<string, RequestStatus | null>> = {},
): RequestStatus | undefined => {
  const asked = statusKey(word);
  if (asked === '') return undefined;
  if (Object.hasOwn(own, asked)) return own[asked] ?? undefined;
  return (
    ours.get(asked) ??
    tables.reduce<RequestStatus | undefined>(
      (found, table) => found ?? statusIn(asked, compiled[table]),
      undefined,
    )
  );
};
