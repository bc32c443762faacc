// The few words that scripts add, in the language of the page.
const WORDS = {
  nl: {
    open: "Alle bronnen openen",
    close: "Alle bronnen sluiten",
    suggestions: (count: number) => (count === 1 ? "1 suggestie" : `${count} suggesties`),
    meant: (text: string) => `Bedoelde je ${text}? `,
    kinds: {} as Record<string, string>,
  },
  en: {
    open: "Open all sources",
    close: "Close all sources",
    suggestions: (count: number) => (count === 1 ? "1 suggestion" : `${count} suggestions`),
    meant: (text: string) => `Did you mean ${text}? `,
    kinds: { programma: "programme", doel: "goal", initiatief: "initiative", organisatie: "organisation", resultaat: "result", begrip: "concept" } as Record<string, string>,
  },
};

export const words = document.documentElement.lang === "en" ? WORDS.en : WORDS.nl;
