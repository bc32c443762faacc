# Programmabegroting 2024
Gemeente Noordermeer
## Pijler Leefomgeving
### Wat willen we bereiken?
| Nr. | Doelstelling | Wat gaan we daarvoor doen in 2024? | Met wie? |
| 1 | Noordermeer bouwt 400 betaalbare woningen | Uitvoeren Woonprogramma Noordermeer 2023-2027 | Wooncompagnie, Intermaris |
| 2 | Het dorpshart van Wieringa is vernieuwd | Herinrichting Dorpsplein Wieringa | Provincie Noord-Holland |
| 3 | Meer inwoners gaan lopend of fietsend naar school | Project Veilige Schoolroutes | Veilig Verkeer Nederland, basisscholen |
### Toelichting
Het Woonprogramma valt onder de Woondeal Noord-Holland Noord. Voor de Herinrichting Dorpsplein Wieringa is een krediet van € 1,1 miljoen beschikbaar; de provincie Noord-Holland draagt € 350.000 bij.
### Indicatoren
| Indicator | Realisatie 2022 | Prognose 2023 | Streefwaarde 2024 |
| Opgeleverde woningen | 212 | 240 | 300 |
| Fietsongevallen met letsel | 31 | 29 | 25 |
