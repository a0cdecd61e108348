import type { Language } from '../../../domain/index.js';
import { stemOf } from '../catalog/text/catalog-words.js';
import { STOP_WORDS } from '../catalog/text/stop-words.js';

/** What has to be known of a language to find a passage by the words of a question. */
export interface LanguageOfHelp {
  /** Words that say nothing of what is asked, as `wordsOf` cuts them. */
  idle: ReadonlySet<string>;
  /** What the forms of a word have in common. */
  stem(word: string): string;
}

const listed = (words: string): string[] => words.split(/\s+/).filter(Boolean);

/** "what", "you" and their like are stop words anyway. */
const ENGLISH_TALK = `
  please hi hello hey thanks thank ok okay so well tell know wonder wondering ask question want wanna would could may might
  also btw like really actually maybe got get u ur r pls plz say im ive id its whats hows lets guys there
  anything something someone anyone use using need policy policies info information about got`;

const SPANISH_TALK = `
  a al algo alguien alguna alguno ahora aqui asi aun ay bueno cada como con cosa cosas cual cuales cualquier cuando cuanto
  cuanta cuantos cuantas de del desde donde e el ella ellas ellos en entonces entre era eres es esa ese eso esta estan estas
  este esto estoy favor gracias ha hace hacer haceis hacen hago hay he hola informacion la las le les lo los luego mas me mi mis
  mucho muy nada ni no nos nosotros o oye para pero poco podeis podria podrias por porque pregunta preguntar pues puede pueden
  puedes puedo que querer queria quiero quisiera saber se ser si sin sobre solo son su sus tambien te teneis tener tengo tiene
  tienen tienes toda todas todo todos tu tus u un una unas uno unos usted ustedes va vais van vas vosotros voy y ya yo`;

const GERMAN_TALK = `
  aber alle allem allen aller alles als also am an andere auch auf aus bei bin bis bitte bist da damit danke dann das dass dein
  deine deinem deinen deiner dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine
  einem einen einer eines er es etwas euch euer eure eurem euren eurer frage fragen für gern gerne gibt habe haben habt hallo hast
  hat hatte hier ich ihm ihn ihr ihre im in ins irgendwas ist ja jetzt kann kannst können könnt könnte kein keine keinen man mal
  mein meine meinem meinen meiner mehr mich mir mit möchte muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein sich
  sie sind so soll sollte um und uns unser unsere vom von war was wann warum welche welchen welcher welches wenn wer werde werden
  wie will willst wir wird wissen wo wollen würde zu zum zur`;

/** A word keeps so many letters at least. */
const SHORTEST_STEM = 3;

/** Endings of number, gender and the commonest forms of verbs; light, for words of few and short texts. */
const SPANISH_ENDING =
  /(?:aciones|iciones|acion|icion|ciones|cion|amos|emos|imos|ando|iendo|arse|erse|irse|ados|adas|idos|idas|ado|ada|ido|ida|ais|eis|as|es|is|os|an|en|ar|er|ir|a|e|o|s)$/;
const GERMAN_ENDING = /(?:ungen|ung|est|et|en|em|es|e|s|n|st|t)$/;

function lightStemmer(ending: RegExp): (word: string) => string {
  return (word) => {
    const stem = word.replaceAll('ß', 'ss').replace(ending, '');
    return stem.length < SHORTEST_STEM ? word : stem;
  };
}

const unaccented = (word: string): string => word.normalize('NFKD').replaceAll(/\p{M}/gu, '');

export const LANGUAGES_OF_HELP: Readonly<Record<Language, LanguageOfHelp>> = {
  en: { idle: new Set([...STOP_WORDS, ...listed(ENGLISH_TALK)]), stem: stemOf },
  es: { idle: new Set(listed(SPANISH_TALK)), stem: lightStemmer(SPANISH_ENDING) },
  de: { idle: new Set(listed(GERMAN_TALK).map(unaccented)), stem: lightStemmer(GERMAN_ENDING) },
};
