# Uitvoeringsagenda Economie 2023-2024
Gemeente Vaartdijk
## Voorwoord
Vaartdijk is een ondernemende gemeente. In gesprekken met ruim vijftig ondernemers, scholen en instellingen hebben we opgehaald wat er nodig is. Deze agenda bouwt voort op de Economische Visie 2020-2030, die de raad in 2020 vaststelde.
## Speerpunt 1 Een toekomstbestendige arbeidsmarkt
Wat willen we bereiken? In 2024 zijn er honderd vacatures in de techniek minder dan nu.
| Nr | Inspanning | Trekker | Partners | Planning | Kosten |
| 1.1 | Techniekhuis Vaartdijk | Bedrijvenkring Vaartdijk | Saxion, ROC van Twente, gemeente | 2023-2024 | € 125.000 |
| 1.2 | Beroepenparade | Gemeente | Hogeschool Windesheim, Leerwerkloket | voorjaar 2024 | € 7.500 |
| 1.3 | Onderzoek arbeidsmigranten | Provincie Overijssel | | 2023 | n.n.b. |
## Speerpunt 2 Vitale winkelgebieden
Wat willen we bereiken? De leegstand in het centrum is eind 2024 gehalveerd.
| Nr | Inspanning | Trekker | Partners | Planning | Kosten |
| 2.1 | Transformatiefonds Centrum | Gemeente | Rabobank, Stichting Centrummanagement Vaartdijk | 2023-2026 | € 1.000.000 |
| 2.2 | Aanpak Winkelstraat Zuid | Stichting Centrummanagement Vaartdijk | Vastgoedeigenaren | 2024 | € 60.000 |
## Speerpunt 3 Bedrijventerreinen van de 21e eeuw
Wat willen we bereiken? Bedrijven op De Sluis wekken samen meer stroom op dan ze verbruiken.
De Energiehub De Sluis is in december 2022 van start gegaan. Coöperatie Sluiskracht is penvoerder; Coteq Netbeheer en Universiteit Twente nemen deel. De EU financiert de hub voor de helft vanuit het EFRO-programma OP Oost. Daarmee is de hub een vervolg op de pilot Slim Laden.
## Bewaking
Twee keer per jaar bespreken wij de voortgang in de commissie Economie. Een accountant controleert de besteding. Voor vragen kunt u terecht bij het Ondernemersloket.
