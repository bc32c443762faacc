# Jaarstukken 2023
Gemeente Ravenstede
## Deelprogramma 3.1 Onderwijs en ontwikkeling
Portefeuillehouder: J. van Ommen
### Wat was ons doel?
Alle kinderen in Ravenstede leren goed lezen, schrijven en rekenen.
### Doelen en stand van zaken
| Doel | Wat hebben we ervoor gedaan? | Stand van zaken |
| Peuters beginnen zonder achterstand aan de basisschool | Voorschool Plus | Ingevoerd bij alle zeven locaties. Kinderopvang Partou en stichting Peuterplein voeren de Voorschool Plus uit. |
| Peuters beginnen zonder achterstand aan de basisschool | BoekStart Coach | Loopt. De Bibliotheek Ravenstede trekt dit; consultatiebureau Envida verwijst ouders door. |
| Schoolgebouwen zijn gezond en duurzaam | Integraal Huisvestingsplan 2024-2040 | Nog niet vastgesteld, wordt april 2024. Opgesteld in samenspraak met de schoolbesturen LVO en Kindante. |
| Schoolgebouwen zijn gezond en duurzaam | Nieuwbouw De Vlinder | Gestart in februari 2023. De bouwkosten zijn € 8,7 mln. Oplevering: zomer 2024. |
### Samenwerken
In het Kennisnetwerk Jonge Kind werken wij met Universiteit Maastricht aan onderzoek naar taal. ZonMw financiert dit netwerk.
Op de Jaarbeurs spraken we met andere gemeenten over de krapte op de arbeidsmarkt. De staatssecretaris van OCW heeft een brief aangekondigd.
### Beleidsindicatoren
| Indicator | Eenheid | 2021 | 2022 | 2023 | Gemeenten < 50.000 inwoners 2023 |
| Absoluut verzuim | per 1.000 leerlingen | 2,1 | 1,8 | 1,8 | 2,4 |
| Relatief verzuim | per 1.000 leerlingen | 19 | 24 | 27 | 25 |
| Peuters met voorschool | % | 71 | 78 | 85 | |
### Financieel resultaat
| Deelprogramma 3.1 (x € 1.000) | Primitieve begroting 2023 | Begroting na wijziging 2023 | Rekening 2023 |
| Lasten | 6.220 | 6.870 | 6.655 |
| Baten | 1.410 | 1.985 | 2.002 |
