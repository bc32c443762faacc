# Raadsinformatiebrief
Aan: de raad van de gemeente Stroomdal
Onderwerp: Regionale samenwerking afvalwater en voortgang Waterplan
Geachte leden van de raad,
Op 2 februari 2021 heeft u vragen gesteld over de waterketen. In deze brief leest u hoe het ervoor staat.
## Waarom deze brief
Het Waterplan Stroomdal 2018-2022 nadert zijn einde. Het hoofddoel van dat plan is: inwoners en bedrijven hebben geen last van water. Daaronder vallen drie projecten.
## Voortgang
Berging Elzenpark: dit project is opgeleverd. Aannemer Gelders Water B.V. bleef binnen het budget van € 780.000. Waterschap Rivierenland was medefinancier met € 260.000.
Afkoppelen Bloemenbuurt: hiermee zijn we halverwege. Van de 320 woningen zijn er 155 afgekoppeld. Begin 2022 verwachten we klaar te zijn.
Meetnet Riool: dit project voeren we uit met de gemeenten Buren en Tiel. Adviesbureau Witteveen+Bos ondersteunt ons daarbij. De aanbesteding loopt.
## Samenwerking in de regio
Binnen het Samenwerkingsverband Afvalwaterteam Rivierenland is afgesproken om vanaf 2022 gezamenlijk inspecties in te kopen. Ons aandeel is 1.2 mln euro in vier jaar. De VNG heeft hierover eerder een handreiking gepubliceerd. Daar doen wij verder niets mee.
## Hoe verder
Na de zomer leggen wij u het Programma Water en Klimaat 2023-2027 voor. Dit programma komt in de plaats van het Waterplan.
Met vriendelijke groet,
namens het college van Stroomdal, de secretaris
