/** A work that is in the public domain: title, author, and how many volumes a usual edition has. */
export type Work = { readonly title: string; readonly author: string; readonly volumes: number };

const parse = (lines: string): readonly Work[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [title = '', author = '', volumes = '1'] = line.split('|').map((part) => part.trim());
      return { title, author, volumes: Number(volumes) };
    });

/** Works of one volume, in many languages and scripts. */
export const works = parse(`
The Voyage of the Beagle | Darwin, Charles
On the Origin of Species | Darwin, Charles
Middlemarch: A Study of Provincial Life | Eliot, George
Pride and Prejudice | Austen, Jane
Frankenstein; or, The Modern Prometheus | Shelley, Mary Wollstonecraft
Moby-Dick; or, The Whale | Melville, Herman
Walden; or, Life in the Woods | Thoreau, Henry David
Leaves of Grass | Whitman, Walt
Up from Slavery | Washington, Booker T.
Narrative of the Life of Frederick Douglass, an American Slave | Douglass, Frederick
Incidents in the Life of a Slave Girl | Jacobs, Harriet A.
A Vindication of the Rights of Woman | Wollstonecraft, Mary
The Interesting Narrative of the Life of Olaudah Equiano | Equiano, Olaudah
The Awakening, and Selected Short Stories | Chopin, Kate
My Ántonia | Cather, Willa
The Age of Innocence | Wharton, Edith
Jane Eyre: An Autobiography | Brontë, Charlotte
Wuthering Heights | Brontë, Emily
Great Expectations | Dickens, Charles
Treasure Island | Stevenson, Robert Louis
The Time Machine | Wells, H. G.
Dracula | Stoker, Bram
The Picture of Dorian Gray | Wilde, Oscar
Ulysses | Joyce, James
Dubliners | Joyce, James
Mrs. Dalloway | Woolf, Virginia
Heart of Darkness | Conrad, Joseph
The Wealth of Nations | Smith, Adam
Leviathan | Hobbes, Thomas
An Enquiry Concerning Human Understanding | Hume, David
On Liberty | Mill, John Stuart
The Natural History of Selborne | White, Gilbert
Micrographia | Hooke, Robert
Experimental Researches in Electricity | Faraday, Michael
A Treatise on Electricity and Magnetism | Maxwell, James Clerk
Notes on Nursing: What It Is, and What It Is Not | Nightingale, Florence
The Malay Archipelago | Wallace, Alfred Russel
Travels in West Africa | Kingsley, Mary H.
A Lady’s Life in the Rocky Mountains | Bird, Isabella L.
South: The Story of Shackleton’s Last Expedition | Shackleton, Ernest
Twenty Years at Hull-House | Addams, Jane
Songs of Innocence and of Experience | Blake, William
The Canterbury Tales | Chaucer, Geoffrey
Paradise Lost | Milton, John
Gulliver’s Travels | Swift, Jonathan
The Life and Opinions of Tristram Shandy, Gentleman | Sterne, Laurence
Candide, ou l’Optimisme | Voltaire
Madame Bovary | Flaubert, Gustave
Le Rouge et le Noir | Stendhal
Vingt mille lieues sous les mers | Verne, Jules
Les Fleurs du mal | Baudelaire, Charles
Germinal | Zola, Émile
La Princesse de Clèves | La Fayette, Madame de
Lettres persanes | Montesquieu
Discours de la méthode | Descartes, René
Souvenirs entomologiques | Fabre, Jean-Henri
Die Leiden des jungen Werthers | Goethe, Johann Wolfgang von
Faust: Der Tragödie erster Teil | Goethe, Johann Wolfgang von
Kritik der reinen Vernunft | Kant, Immanuel
Also sprach Zarathustra | Nietzsche, Friedrich
Effi Briest | Fontane, Theodor
Die Verwandlung | Kafka, Franz
Der Schimmelreiter | Storm, Theodor
Die Traumdeutung | Freud, Sigmund
Die Entstehung der Kontinente und Ozeane | Wegener, Alfred
Metamorphosis insectorum Surinamensium | Merian, Maria Sibylla
Novelas ejemplares | Cervantes Saavedra, Miguel de
La Regenta | Alas, Leopoldo
Pepita Jiménez | Valera, Juan
Martín Fierro | Hernández, José
Azul… | Darío, Rubén
Dom Casmurro | Machado de Assis, Joaquim Maria
Memórias Póstumas de Brás Cubas | Machado de Assis, Joaquim Maria
Os Lusíadas | Camões, Luís de
La Divina Commedia | Dante Alighieri
Il Principe | Machiavelli, Niccolò
Pinocchio: Storia di un burattino | Collodi, Carlo
Sidereus Nuncius | Galilei, Galileo
De revolutionibus orbium coelestium | Copernicus, Nicolaus
Max Havelaar | Multatuli
Et dukkehjem | Ibsen, Henrik
Gösta Berlings saga | Lagerlöf, Selma
Kalevala | Lönnrot, Elias
Eventyr, fortalte for Børn | Andersen, H. C.
Egils saga Skalla-Grímssonar | Snorri Sturluson
Pan Tadeusz | Mickiewicz, Adam
Babička | Němcová, Božena
Az ember tragédiája | Madách, Imre
Poezii | Eminescu, Mihai
Преступление и наказание | Достоевский, Фёдор Михайлович
Евгений Онегин | Пушкин, Александр Сергеевич
Вишнёвый сад | Чехов, Антон Павлович
Мёртвые души | Гоголь, Николай Васильевич
Кобзар | Шевченко, Тарас
Под игото | Вазов, Иван
Горски вијенац | Петровић Његош, Петар II
Ιλιάς | Όμηρος
Αντιγόνη | Σοφοκλής
Πολιτεία | Πλάτων
ვეფხისტყაოსანი | შოთა რუსთაველი
Վերք Հայաստանի | Աբովյան, Խաչատուր
كتاب البخلاء | الجاحظ
كليلة ودمنة | ابن المقفع، عبد الله
طوق الحمامة | ابن حزم الأندلسي
حي بن يقظان | ابن طفيل
رباعیات | خیام، عمر
گلستان | سعدی
دیوان | حافظ
מסעות בנימין השלישי | מנדלי מוכר ספרים
אהבת ציון | מאפו, אברהם
טבֿיה דער מילכיקער | שלום עליכם
גל של אגוזים | פרישמן, דוד
अभिज्ञानशाकुन्तलम् | कालिदास
गोदान | प्रेमचंद
গীতাঞ্জলি | রবীন্দ্রনাথ ঠাকুর
திருக்குறள் | திருவள்ளுவர்
論語 | 孔子
道德經 | 老子
孫子兵法 | 孫武
聊齋誌異 | 蒲松齡
吾輩は猫である | 夏目漱石
こころ | 夏目漱石
たけくらべ | 樋口一葉
枕草子 | 清少納言
羅生門 | 芥川龍之介
춘향전 | 작자 미상
무정 | 이광수
Truyện Kiều | Nguyễn Du
Noli Me Tángere | Rizal, José
Elements | Euclid
De rerum natura | Lucretius Carus, Titus
Metamorphoses | Ovidius Naso, Publius
Confessiones | Augustinus, Aurelius
`);

/** Works whose usual editions have several volumes. */
export const sets = parse(`
The History of the Decline and Fall of the Roman Empire | Gibbon, Edward | 6
The Life of Samuel Johnson | Boswell, James | 3
The Principal Navigations of the English Nation | Hakluyt, Richard | 8
The Golden Bough: A Study in Magic and Religion | Frazer, James George | 12
The Stones of Venice | Ruskin, John | 3
Democracy in America | Tocqueville, Alexis de | 2
The Pickwick Papers | Dickens, Charles | 2
Les Misérables | Hugo, Victor | 5
Les Trois Mousquetaires | Dumas, Alexandre | 2
À la recherche du temps perdu | Proust, Marcel | 7
Essais | Montaigne, Michel de | 3
Kosmos: Entwurf einer physischen Weltbeschreibung | Humboldt, Alexander von | 5
Wilhelm Meisters Lehrjahre | Goethe, Johann Wolfgang von | 2
Das Kapital: Kritik der politischen Ökonomie | Marx, Karl | 3
El ingenioso hidalgo don Quijote de la Mancha | Cervantes Saavedra, Miguel de | 2
Fortunata y Jacinta | Pérez Galdós, Benito | 4
I promessi sposi | Manzoni, Alessandro | 3
Война и мир | Толстой, Лев Николаевич | 4
Братья Карамазовы | Достоевский, Фёдор Михайлович | 2
مقدمة ابن خلدون | ابن خلدون | 3
كتاب الحيوان | الجاحظ | 7
مثنوی معنوی | مولوی | 6
מורה נבוכים | רמב״ם | 3
महाभारतम् | व्यास | 6
三國演義 | 羅貫中 | 2
西遊記 | 吳承恩 | 3
紅樓夢 | 曹雪芹 | 3
源氏物語 | 紫式部 | 5
平家物語 | 作者不詳 | 2
삼국사기 | 김부식 | 2
`);
