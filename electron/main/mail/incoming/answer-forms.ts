import type { PartnerAnswerKind } from '../../../../shared/domain/partner-answers.ts';

// The forms in which lending libraries say an answer, in English, German and Spanish. Each is searched in one sentence, in lower case and
// with plain quotation marks. A form that could mean something else is left out: staff read the mail in any case.

/** The answers that are proposed. Others are too rare, or said in too many ways. */
export type ProposedKind = Extract<
  PartnerAnswerKind,
  | 'will-supply'
  | 'conditional'
  | 'shipped'
  | 'shipped-digitally'
  | 'rejected'
  | 'cancelled'
  | 'cancel-refused'
  | 'renewed'
  | 'renewal-refused'
  | 'overdue'
  | 'recalled'
  | 'checked-in'
>;

const item =
  '(?:books?|items?|volumes?|vols?\\.?|titles?|materials?|loans?|parcels?|packages?|dvds?|cds?|scores?|theses|thesis|maps?|it|they|this|these|everything)';
const has =
  '(?:has|have|was|were|is|are)(?: (?:now|already|just|today|both|all|since)){0,2}(?: been)?(?: (?:now|already|just|today))?';
// Only what goes to us: things are also sent to a bindery, a branch or back.
const toUs = '(?! back\\b| to (?!you\\b|your\\b))';
const posted = `(?:shipped|sent|mailed|posted|dispatched|despatched|sent out)${toUs}`;
const buch =
  '(?:b(?:u|ü)ch(?:er)?|buch|b(?:a|ä)nd(?:e)?|titel|medium|medien|exemplar|sendung|paket|fernleihe|sie|es|beide|dvd|noten)';
const libro =
  '(?:libros?|ejemplar(?:es)?|vol(?:u|ú)men(?:es)?|obras?|documentos?|material(?:es)?|paquetes?|env(?:i|í)os?|t(?:i|í)tulos?|pr(?:e|é)stamos?|dvds?)';

// JavaScript’s `\\b` knows ASCII letters only.
const edge = '(?:(?<![\\p{L}\\p{N}])(?=[\\p{L}\\p{N}])|(?<=[\\p{L}\\p{N}])(?![\\p{L}\\p{N}]))';

/** Returns a form in which `\b` is the edge of a word in any script. */
export const form = (text: string): RegExp => new RegExp(text.replaceAll('\\b', edge), 'u');
const anyOf = (...texts: readonly string[]): readonly RegExp[] => texts.map(form);

/** Whose words negate the answer are themselves part of its form: these answers say no. */
export const refusals: Readonly<Partial<Record<ProposedKind, readonly RegExp[]>>> = {
  rejected: anyOf(
    "\\b(?:cannot|can't|can not|could not|couldn't|unable to|not able to|regret that we cannot)(?: (?:currently|unfortunately|therefore|presently|at this time))? (?:lend|loan|supply|fill|fulfil|fulfill|provide|locate|send)\\b(?! you (?:the|an) (?:invoice|bill))",
    '\\b(?:is|are) (?:currently |unfortunately |presently )?(?:not available|unavailable) (?:for (?:loan|inter-?library loan|ill|lending)|at (?:this|the) (?:time|moment)|here)',
    "\\b(?:cannot|can't|can not) (?:currently )?be (?:lent|loaned|supplied|borrowed|filled)\\b|\\btoo fragile to (?:lend|travel|ship)\\b|\\breference (?:book|copy|work)\\b[^,;]{0,40}\\bcannot leave\\b",
    "\\b(?:does not|do not|doesn't|don't) (?:circulate|lend (?:this|these|it|our|books|dvds|such|this))",
    '\\b(?:is|are) (?:a )?(?:non-?circulating|reference only|not for loan)\\b',
    "\\b(?:we|our library|the library) (?:do not|does not|don't|doesn't) (?:own|hold|have) (?:this|the|that|a copy)\\b",
    '\\b(?:book|item|volume|copy|title) (?:is|has been|was) (?:currently )?(?:missing|lost|withdrawn|not on (?:the )?shelf|checked out|at the bindery)\\b',
    '\\b(?:request|ill) (?:has been|was|is) (?:unfilled|rejected|declined)\\b|^(?:status|antwort|answer|reason): ?(?:unfilled|not supplied|rejected)',
    `\\b(?:k(?:o|ö)nnen|kann)\\b[^,;]{0,80}\\b(?:leider )?nicht (?:ausleihen|ausgeliehen werden|verleihen|verliehen werden|liefern|geliefert werden|versenden|zur verf(?:u|ü)gung stellen|bereitstellen|beschaffen)`,
    '\\b(?:ist|sind)\\b[^,;]{0,60}\\b(?:nicht (?:ausleihbar|verleihbar|entleihbar|verf(?:u|ü)gbar|im bestand|auffindbar)|vermisst|verloren|ausgeliehen)\\b',
    '\\b(?:wird|werden) (?:leider )?nicht (?:verliehen|ausgeliehen)\\b',
    '\\b(?:nicht (?:in unserem|im) bestand|besitzen wir (?:leider )?nicht|haben wir (?:leider )?nicht im bestand)\\b',
    '\\bno (?:podemos|nos es posible|es posible|puede ser)(?: (?:en este momento|de momento|actualmente))? (?:prestar|prestado|servir|suministrar|enviar|facilitar|atender|localizar)',
    '\\bno se puede prestar\\b',
    '\\bno (?:est(?:a|á)|se encuentra) disponible\\b|\\bno se presta\\b|\\bexcluido de pr(?:e|é)stamo\\b|\\bno (?:lo )?tenemos (?:ese|este|el|en)\\b',
    '\\b(?:libro|ejemplar|volumen|documento) (?:est(?:a|á)|se encuentra) (?:prestado|perdido|desaparecido|extraviado)\\b',
  ),
  'cancel-refused': anyOf(
    "\\b(?:cannot|can't|can not|could not|too late to|unable to|no longer)(?: be)? cancel",
    '\\bnot possible to cancel\\b|\\bcancell?ation (?:request )?(?:came|arrived|was) too late\\b',
    '\\b(?:storniert werden|stornieren)\\b[^,;]{0,20}\\bnicht\\b|\\bnicht (?:mehr )?(?:storniert werden|stornieren)\\b|\\bstornierung (?:ist )?(?:leider )?nicht (?:mehr )?m(?:o|ö)glich',
    '\\bno (?:podemos|es posible|se puede) (?:cancelar|anular)',
  ),
  'renewal-refused': anyOf(
    "\\b(?:cannot|can't|can not|could not|unable to|not able to|will not|won't)(?: (?:be|grant|further|unfortunately|therefore))? (?:renew|a renewal|the renewal|an extension)",
    '\\b(?:renewal|extension)s?(?: request)? (?:is|was|has been|are|have been) (?:unfortunately |therefore )?(?:not (?:possible|allowed|granted|permitted|available)|denied|refused|declined|rejected)',
    "\\b(?:cannot|can't|can not) be extended\\b|\\bno (?:more|further) renewals? (?:is|are) (?:possible|allowed|permitted)\\b",
    '\\b(?:is|are) not renewable\\b',
    '\\b(?:kann|k(?:o|ö)nnen)\\b[^,;]{0,60}\\bnicht (?:mehr |weiter )?verl(?:a|ä)nger(?:n|t)',
    '\\bverl(?:a|ä)ngerung (?:ist |war |wurde )?(?:leider )?(?:nicht (?:mehr )?m(?:o|ö)glich|abgelehnt)|\\bnicht verl(?:a|ä)ngerbar\\b',
    '\\bno (?:podemos|se puede|es posible|puede ser)(?: (?:conceder|autorizar))?(?: (?:la|una|m(?:a|á)s))? ?(?:renovar|renovado|renovaci(?:o|ó)n|pr(?:o|ó)rroga|prorrogar)',
    '\\b(?:renovaci(?:o|ó)n|pr(?:o|ó)rroga) (?:ha sido |queda )?(?:denegada|rechazada)\\b',
  ),
};

/** Answers that a negation before them, or a word of the future, turns into something else. */
export const statements: Readonly<Partial<Record<ProposedKind, readonly RegExp[]>>> = {
  shipped: anyOf(
    `\\b${item}\\b[^,;]{0,80}\\b${has} ${posted}\\b`,
    `\\b(?:we|i)(?: have|'ve)?(?: (?:today|just|now|already)){0,2} (?:shipped|mailed|posted|dispatched|despatched|sent) (?:out )?(?:the |your |this |both |all )?(?:requested )?${item}\\b${toUs}`,
    '\\b(?:is|are) (?:now )?(?:on (?:its|their|the) way|in transit) to you\\b|\\b(?:is|are) (?:now )?in the (?:mail|post)\\b|\\bis on its way\\b',
    '^(?:status|shipped): ?(?:shipped\\b|(?:on )?\\d)|^(?:shipped|sent|mailed|posted) (?:today|yesterday|on|via|by (?:ups|dhl|post|courier|fedex|mail))\\b',
    `\\b${buch}\\b[^,;]{0,80}\\b(?:wurden?|ist|sind|worden|haben wir)\\b[^,;]{0,60}\\b(?:versandt|versendet|verschickt|abgeschickt|abgesandt|losgeschickt|unterwegs)\\b`,
    `\\b(?:wir haben|haben wir|habe ich|ich habe)\\b[^,;]{0,80}\\b(?:versandt|versendet|verschickt|abgeschickt|abgesandt|losgeschickt)\\b`,
    `\\b${libro}\\b[^,;]{0,80}\\b(?:(?:ha sido|han sido|fue|fueron)(?: (?:hoy|ayer|ya))? (?:enviad|remitid|despachad|expedid)[oa]s?|(?:ya )?est(?:a|á)n? en camino)\\b`,
    `\\b(?:hemos|he) (?:enviado|remitido|despachado|expedido) (?:hoy |ayer |ya )?(?:el|la|los|las|su|este|ese) ${libro}\\b`,
    `\\b${buch}\\b[^,;]{0,40}\\b(?:in die|zur) post (?:gegangen|gegeben)\\b`,
    '^(?:estado): ?enviado\\b|^(?:status): ?(?:versandt|verschickt)\\b',
  ),
  'shipped-digitally': anyOf(
    '\\b(?:attached (?:is|are)|(?:i|we) have attached)\\b[^,;]{0,40}\\b(?:article|scan|pdf|chapter|pages)\\b',
    '\\b(?:article|scan|pdf|chapter|pages|file)\\b[^,;]{0,60}\\b(?:is|are|has been|have been|was|were) (?:now )?(?:attached|uploaded|delivered electronically|sent (?:electronically|by e-?mail)|ready for download|available for download)\\b',
    '\\b(?:im anhang|anbei|beigef(?:u|ü)gt)\\b[^,;]{0,60}\\b(?:artikel|aufsatz|scan|pdf|kapitel|kopie)\\b',
    '\\b(?:artikel|aufsatz|scan|pdf|kapitel)\\b[^,;]{0,60}\\b(?:im anhang|als anhang|hochgeladen|zum download)\\b',
    '\\b(?:adjuntamos|adjunto|les adjunto|se adjunta)\\b[^,;]{0,60}\\b(?:art(?:i|í)culo|pdf|cap(?:i|í)tulo|copia digital|escaneo)\\b',
  ),
  renewed: anyOf(
    `\\b(?:${item}|renewal|due date)\\b[^,;]{0,60}\\b${has} (?:renewed|extended)\\b`,
    `\\b(?:we|i)(?: have|'ve)?(?: (?:now|just|already|gladly)){0,2} (?:renewed|extended) (?:the |your |this |both )?(?:${item}|due date|loan period)\\b`,
    '\\brenewal (?:request )?(?:is|was|has been) (?:granted|approved|accepted|confirmed)\\b|^renewed (?:until|to|through)\\b|\\bnew due date(?: is|:)',
    `\\b(?:${buch}|leihfrist|ausleihe|frist)\\b[^,;]{0,60}\\b(?:wurden?|ist|sind|worden|haben wir)\\b[^,;]{0,40}\\bverl(?:a|ä)ngert\\b`,
    '\\b(?:haben wir|wir haben|habe ich|ich habe)\\b[^,;]{0,60}\\bverl(?:a|ä)ngert\\b|^verl(?:a|ä)ngert bis\\b|\\bneues (?:leihfristende|r(?:u|ü)ckgabedatum)',
    '\\bverl(?:a|ä)ngerung\\b[^,;]{0,30}\\b(?:eingetragen|genehmigt|vorgenommen)\\b|\\bconfirmamos la (?:renovaci(?:o|ó)n|pr(?:o|ó)rroga)\\b',
    '\\b(?:ha sido|han sido|queda|quedan|hemos|he) (?:renovad|prorrogad)[oa]s?\\b|\\b(?:renovaci(?:o|ó)n|pr(?:o|ó)rroga) (?:ha sido |queda )?(?:aceptada|concedida|aprobada)\\b|\\bnueva fecha de (?:devoluci(?:o|ó)n|vencimiento)',
  ),
  cancelled: anyOf(
    '\\b(?:request|order|ill|loan|it)\\b[^,;]{0,60}\\b(?:has been|was|is|have been)(?: now)? cancell?ed\\b',
    "\\b(?:we|i)(?: have|'ve)?(?: now| just)? cancell?ed (?:the|your|this|it)\\b|\\bcancell?ation (?:is |has been |was )?(?:confirmed|accepted|done)\\b",
    '\\b(?:bestellung|fernleihe|anfrage|sie|auftrag)\\b[^,;]{0,60}\\b(?:storniert|gel(?:o|ö)scht)\\b|\\bhaben wir\\b[^,;]{0,60}\\bstorniert\\b|\\bstornierung (?:best(?:a|ä)tigt|erfolgt)',
    '\\b(?:solicitud|petici(?:o|ó)n|pedido)\\b[^,;]{0,60}\\b(?:ha sido|queda|fue|est(?:a|á)) (?:cancelad|anulad)[oa]\\b|\\bhemos (?:cancelado|anulado)\\b|\\bcancelaci(?:o|ó)n (?:confirmada|aceptada)',
  ),
  overdue: anyOf(
    `\\b${item}\\b[^,;]{0,80}\\b(?:is|are|has been|have been)(?: (?:now|currently|already|still|\\d{1,3} days?|long)){0,2} overdue\\b`,
    '^(?:first |second |third |final )?overdue (?:notice|item|loan)\\b|^status: ?overdue\\b|\\bnow overdue\\b',
    `\\b(?:${buch}|leihfrist)\\b[^,;]{0,80}\\b(?:ist|sind)\\b[^,;]{0,40}\\b(?:überf(?:a|ä)llig|ueberfaellig|überschritten|ueberschritten|abgelaufen)\\b`,
    `\\b${libro}\\b[^,;]{0,60}\\b(?:est(?:a|á)n?|se encuentran?) (?:vencid[oa]s?|fuera de plazo|retrasad[oa]s?|en retraso)\\b|\\bplazo de (?:pr(?:e|é)stamo|devoluci(?:o|ó)n) (?:ha vencido|est(?:a|á) vencido|ha expirado)`,
  ),
  recalled: anyOf(
    `\\b(?:${item})\\b[^,;]{0,60}\\b${has} recalled\\b`,
    `\\b(?:we|i)(?: are|'re| have|'ve| must| need to)(?: now)? recall(?:ing|ed)? (?:the |this |our )?${item}\\b|^(?:recall notice|status: ?recalled)\\b`,
    `\\b(?:${buch})\\b[^,;]{0,80}\\b(?:zur(?:u|ü)ckgefordert|zur(?:u|ü)ckgerufen)\\b|\\b(?:fordern|rufen) wir\\b[^,;]{0,80}\\bzur(?:u|ü)ck\\b|\\bwir (?:fordern|rufen)\\b[^,;]{0,80}\\bzur(?:u|ü)ck\\b`,
    `\\b(?:reclamamos|hemos reclamado|nos vemos obligados a reclamar)\\b[^,;]{0,60}\\b${libro}\\b|\\b${libro}\\b[^,;]{0,60}\\b(?:ha sido|han sido) (?:reclamad|reservad)[oa]s? (?:por|y debe)`,
  ),
  'checked-in': anyOf(
    `\\b(?:we|i)(?: have|'ve)?(?: now| just| safely| today)? (?:received|checked in|got) (?:back )?(?:the |our |both )?(?:books?|items?|volumes?|dvds?|scores?)(?: back| in return| safely)?(?: (?:today|yesterday|in good condition|with thanks))?$|\\b(?:we|i)(?: have|'ve)? (?:received|got) (?:the |our )?(?:books?|items?|volumes?|dvds?) back\\b`,
    `\\b(?:books?|items?|volumes?|dvds?|loans?|returns?)\\b[^,;]{0,60}\\b${has} (?:returned to us|received back|checked in|checked-in|back (?:with us|here|safely|in our library))\\b|\\barrived back (?:here|safely|with us|today)\\b`,
    `\\b${buch}\\b[^,;]{0,60}\\b(?:wieder (?:bei uns )?(?:eingetroffen|angekommen|da)|zur(?:u|ü)ckerhalten|zur(?:u|ü)ckgekommen|zur(?:u|ü)ckgebucht)\\b|\\bhaben wir\\b[^,;]{0,60}\\bzur(?:u|ü)ckerhalten\\b`,
    `\\b(?:hemos recibido)\\b[^,;]{0,40}\\b(?:la devoluci(?:o|ó)n|de vuelta)\\b|\\b${libro} (?:devuelto|ha sido devuelto y recibido)\\b[^,;]{0,40}\\brecibido\\b`,
  ),
  'will-supply': anyOf(
    "\\b(?:we|i)(?: will|'ll| shall| are going to) (?:gladly |happily |be happy to |be able to |be sending |ship |send |supply |lend |loan |mail |post |fill )",
    "\\b(?:we|i)(?: can|'re able to| are able to| are happy to| are pleased to)(?: gladly| happily)? (?:lend|supply|loan|fill|send|ship)\\b",
    '\\bwill be (?:shipped|sent|mailed|posted|dispatched)\\b',
    '\\b(?:wir|ich) (?:k(?:o|ö)nnen|kann)\\b[^,;]{0,60}\\b(?:gerne? )?(?:ausleihen|verleihen|liefern|zusenden|schicken)\\b|\\b(?:wir|ich) (?:werden?|senden|schicken)\\b[^,;]{0,60}\\b(?:zu|zusenden|schicken|versenden|liefern)$',
    '\\b(?:wird|werden)\\b[^,;]{0,60}\\b(?:versandt|verschickt|geliefert)\\b',
    '\\b(?:enviaremos|le enviaremos|se lo enviaremos|podemos (?:prestar|enviar|servir)|ser(?:a|á) enviad[oa]|les enviamos ma(?:n|ñ)ana)',
  ),
};

const byMistake = form('\\b(?:by mistake|in error|accidentally|versehentlich|irrt(?:u|ü)mlich|por error)\\b');

/** What shows that a form is about something else: the item is with us, or came back. */
export const exceptions: Readonly<Partial<Record<ProposedKind, RegExp>>> = {
  rejected: form(
    '\\b(?:shipped|mailroom|to you|your name|your library has|you (?:returned|sent)|you have it|in (?:the )?(?:mail|post|transit)|an sie ausgeliehen|auf ihren namen|von ihnen|a su nombre|que (?:ustedes )?(?:devolvi|envi))',
  ),
  cancelled: byMistake,
  renewed: byMistake,
  shipped: byMistake,
};

/** What makes an offer conditional. It may stand in a question: the partner asks whether we accept. */
export const conditions: readonly RegExp[] = anyOf(
  '\\b(?:can|could|may|will|would)\\b[^;]{0,80}\\b(?:only if|only on condition|only for (?:in-?library|library|on-?site)|only in (?:your|the) (?:library|reading room)|provided that)\\b',
  '\\b(?:on|under) (?:the )?condition that\\b',
  '\\b(?:do|would|can|will) you (?:accept|agree)\\b[^;]{0,120}|\\b(?:please )?(?:confirm|let us know)(?: that| if| whether)? you (?:accept|agree|can accept)\\b',
  '\\b(?:is|are|would be)(?: that| this| these| it)? (?:acceptable|ok|okay|all right|agreeable)(?: (?:to|for|with) you)?\\?',
  '\\b(?:unter der bedingung|unter der voraussetzung|nur (?:zur benutzung|zur einsicht|f(?:u|ü)r den) (?:im |in den )?lesesaal|nur in den lesesaal|nur zur lesesaalbenutzung)',
  '\\b(?:sind sie|w(?:a|ä)ren sie) (?:damit )?einverstanden\\b|\\bakzeptieren sie\\b|\\bbitte best(?:a|ä)tigen sie\\b[^;]{0,80}\\b(?:kosten|geb(?:u|ü)hr|bedingung)',
  '\\b(?:con la condici(?:o|ó)n|siempre que|a condici(?:o|ó)n de|s(?:o|ó)lo (?:para )?(?:consulta )?en sala|solo si)\\b|\\b¿?(?:aceptan?|est(?:a|á)n? de acuerdo)\\b[^;]{0,120}\\?',
);
