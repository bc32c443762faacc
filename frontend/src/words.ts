// The few words that scripts add, in the language of the page.
const WORDS = {
  nl: {
    open: "Alle bronnen openen",
    close: "Alle bronnen sluiten",
    suggestions: (count: number) => (count === 1 ? "1 suggestie" : `${count} suggesties`),
  },
  en: {
    open: "Open all sources",
    close: "Close all sources",
    suggestions: (count: number) => (count === 1 ? "1 suggestion" : `${count} suggestions`),
  },
};

export const words = document.documentElement.lang === "en" ? WORDS.en : WORDS.nl;
