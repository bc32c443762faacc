# Jaarverslag 2021
Gemeente Kersbergen
## Hoofdstuk 5 Energie en klimaat
### Onze ambitie
Kersbergen stoot in 2045 geen broeikasgassen meer uit.
### Terugblik
Het jaar 2021 stond in het teken van de hoge gasprijs. Veel inwoners maakten zich zorgen over hun rekening. Het college heeft daarom in het najaar extra aandacht gevraagd bij het kabinet. Een motie van de raad over zonneweides is aangehouden.
### Operationele doelen en wat we hebben bereikt
#### Doel 5A: In 2025 zijn 1.500 woningen aardgasvrij
- De Transitievisie Warmte is op 16 december door de gemeenteraad vastgesteld. De visie is opgesteld met adviesbureau Over Morgen, netbeheerder Liander en woningstichting Kersthuis.
- In de Vogelbuurt is de proeftuin Warm Wonen begonnen. Het ministerie van Binnenlandse Zaken en Koninkrijksrelaties betaalt mee uit het Programma Aardgasvrije Wijken: € 3,9 miljoen. Ennatuurlijk legt het warmtenet aan.
- Het Energieloket heeft 640 adviesgesprekken gevoerd. Duurzaam Bouwloket verzorgt het loket namens de gemeente.
#### Doel 5B: Bedrijven besparen jaarlijks twee procent energie
- Samen met Ondernemerskring Kersbergen en de Omgevingsdienst Veluwe IJssel zijn 45 bedrijven bezocht voor het project Energie Scoren.
- De subsidieregeling Asbest eraf, Zon erop (AEZE) is per 1 juli gesloten, omdat het budget van € 200.000 op was.
#### Doel 5C: De gemeentelijke organisatie geeft het goede voorbeeld
- Het wagenpark is voor 60 procent elektrisch. De laatste dieselauto's worden in 2023 vervangen.
- De renovatie van het gemeentehuis is uitgesteld naar 2024.
### Samenhang
Met de Transitievisie Warmte werken wij de Regionale Energiestrategie Stedendriehoek (RES) lokaal uit. Voor de proeftuin trekken we op met de gemeenten Epe en Voorst.
### Kerncijfers
| Kerncijfer | 2019 | 2020 | 2021 |
| CO2-uitstoot per inwoner (ton) | 5,9 | 5,4 | 5,5 |
| Woningen met zonnepanelen (%) | 14 | 18,5 | 23 |
### Financiën
De lasten van dit hoofdstuk kwamen uit op € 2,3 miljoen, tegen € 2,6 miljoen in de begroting.
