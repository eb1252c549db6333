import type { SampleMail } from './samples.ts';

/** Mails of lending libraries in Spanish. */
export const spanish: readonly SampleMail[] = [
  {
    text: 'Estimados colegas:\n\nEl libro ha sido enviado hoy por mensajería.\n\nSaludos cordiales,\nPréstamo interbibliotecario\nNo prestamos obras de referencia.',
    kind: 'shipped',
  },
  { text: 'Hemos enviado el libro esta mañana.', kind: 'shipped' },
  { text: 'El paquete ya está en camino.', kind: 'shipped' },
  { text: 'Adjuntamos el artículo solicitado en PDF.', kind: 'shipped-digitally' },
  { text: 'Lo sentimos, no podemos prestar esta obra.', kind: 'rejected' },
  { text: 'El ejemplar está prestado hasta marzo.', kind: 'rejected' },
  { text: 'La obra no está disponible para préstamo.', kind: 'rejected' },
  { text: 'Podemos enviarlo con la condición de que se consulte en sala.', kind: 'conditional' },
  { text: 'El coste es de 15 EUR. ¿Están de acuerdo con el importe?', kind: 'conditional' },
  { text: 'Sin problema, se lo enviaremos mañana.', kind: 'will-supply' },
  {
    text: 'El préstamo ha sido renovado hasta el 12 de febrero de 2027.',
    kind: 'renewed',
    day: '2027-02-12',
  },
  { text: 'No podemos renovar el préstamo: hay una reserva.', kind: 'renewal-refused' },
  { text: 'El plazo de préstamo ha vencido.', kind: 'overdue' },
  { text: 'El libro está vencido desde el 2 de diciembre.', kind: 'overdue' },
  { text: 'Hemos recibido la devolución, muchas gracias.', kind: 'checked-in' },
  { text: 'Su solicitud ha sido cancelada.', kind: 'cancelled' },
  { text: 'Ya no es posible cancelar el envío.', kind: 'cancel-refused' },
  { text: 'El libro no se puede prestar por su estado de conservación.', kind: 'rejected' },
  {
    text: 'Le confirmamos la renovación hasta el 20 de enero de 2027.',
    kind: 'renewed',
    day: '2027-01-20',
  },
];
